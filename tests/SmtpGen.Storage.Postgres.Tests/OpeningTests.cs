using SmtpGen.Foreign;
using SmtpGen.Storage.Tests;

namespace SmtpGen.Storage.Postgres.Tests;

public sealed class OpeningTests : PostgresTests
{
    private const string Secret = "s3cret-word";

    [Theory]
    [InlineData("Host=127.0.0.1;Port={port};Database=missing;Username=postgres", "postgres://127.0.0.1:{port}/missing", "there is no database of that name")]
    [InlineData("Host=127.0.0.1;Port={port};Database=postgres;Username=nobody", "postgres://127.0.0.1:{port}/postgres", "role \"nobody\" does not exist")]
    [InlineData("Host=127.0.0.1;Port=1;Database=postgres;Username=postgres", "postgres://127.0.0.1:1/postgres", "nothing listens there")]
    [InlineData("Host=no-such-host.invalid;Database=postgres;Username=postgres", "no-such-host.invalid:5432/postgres", "the host's name is unknown")]
    [InlineData("Host=127.0.0.1;Wrong=1", "the connection string", "\"wrong\" is not a keyword")]
    [InlineData("Host=127.0.0.1;Port=abc", "the connection string", "port")]
    [InlineData("Database=postgres", "the connection string", "names no host")]
    public async Task What_is_wrong_is_said_in_one_line_without_the_password(string connection, string place, string expected)
    {
        string port = $"{(await SharedAsync()).Port}";
        StoreException failure = await RefusedAsync(
            () => PostgresMessageStore.OpenAsync($"Password={Secret};{connection.Replace("{port}", port)}", Options(), cancellationToken: Token));
        Assert.Contains(place.Replace("{port}", port), failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.DoesNotContain(Secret, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_and_too_many_connections_are_named()
    {
        using PostgresCluster cluster = await PostgresCluster.StartAsync("max_connections = 5", "superuser_reserved_connections = 0", "max_wal_senders = 0");
        await cluster.QueryAsync("ALTER ROLE postgres PASSWORD 'right'");
        string hba = await cluster.QueryAsync("SHOW hba_file");
        await File.WriteAllTextAsync(hba, "host all postgres 127.0.0.1/32 scram-sha-256\nhost all other 127.0.0.1/32 trust\n", Token);
        await using var held = new Npgsql.NpgsqlConnection(cluster.ConnectionString + ";Pooling=false");
        await held.OpenAsync(Token);
        await using (var reload = new Npgsql.NpgsqlCommand("CREATE ROLE other LOGIN; SELECT pg_reload_conf()", held))
            await reload.ExecuteNonQueryAsync(Token);
        await UntilAsync(async () => (await FailureAsync(cluster, ";Password=wrong")).Contains("refuses the password", StringComparison.Ordinal), "the refusal");
        Assert.Contains("set PGPASSWORD", await FailureAsync(cluster, ""), StringComparison.Ordinal);

        var others = new List<Npgsql.NpgsqlConnection>();
        for (int number = 0; number < 4; number++)
        {
            others.Add(new Npgsql.NpgsqlConnection($"Host=127.0.0.1;Port={cluster.Port};Database=postgres;Username=other;Pooling=false"));
            await others[^1].OpenAsync(Token);
        }

        Assert.Contains("too many connections", await FailureAsync(cluster, ";Password=right"), StringComparison.Ordinal);
        foreach (Npgsql.NpgsqlConnection other in others)
            await other.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_does_not_sync_is_refused()
    {
        using PostgresCluster cluster = await PostgresCluster.StartAsync("fsync = off");
        Assert.Contains("fsync = off", (await RefusedAsync(() => OpenAsync(cluster))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_and_a_database_without_one_are_refused()
    {
        PostgresCluster cluster = await SharedAsync();
        StoreException nothing = await RefusedAsync(
            () => PostgresMessageStore.OpenAsync(cluster.ConnectionString, Options(), StoreAccess.Read, Token));
        Assert.Contains("no message was ever stored there", nothing.Message, StringComparison.Ordinal);
        await (await OpenAsync(cluster)).DisposeAsync();
        await cluster.QueryAsync($"UPDATE {Schema}.version SET number = 99");
        foreach (StoreAccess access in Enum.GetValues<StoreAccess>())
        {
            StoreException newer = await RefusedAsync(() => PostgresMessageStore.OpenAsync(cluster.ConnectionString, Options(), access, Token));
            Assert.Contains("has schema version 99, and this program knows versions up to 1", newer.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_commit_waits_as_the_options_say_whatever_the_user_has_set()
    {
        using PostgresCluster cluster = await PostgresCluster.StartAsync();
        await cluster.QueryAsync("ALTER ROLE postgres SET synchronous_commit = 'off'");
        await cluster.QueryAsync("CREATE TABLE seen (value text)");
        await using PostgresMessageStore store = await OpenAsync(cluster);
        Assert.Equal("on the database's disk", store.Promise);
        await cluster.QueryAsync("CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO seen VALUES (current_setting(''synchronous_commit'')); RETURN NULL; END'");
        await cluster.QueryAsync($"CREATE TRIGGER look AFTER INSERT ON {Schema}.messages EXECUTE FUNCTION look()");
        await store.StoreAsync("x", Token);
        Assert.Equal("on", await cluster.QueryAsync("SELECT value FROM seen"));
    }

    [Fact]
    public async Task A_message_that_fails_does_not_take_its_group_along()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore store = await OpenAsync(cluster);
        await cluster.QueryAsync($"ALTER TABLE {Schema}.recipients ADD CHECK (mailbox <> 'poison@example.com')");
        var commits = new List<Task<string>>();
        await using (var other = new Npgsql.NpgsqlConnection(cluster.ConnectionString + ";Pooling=false"))
        {
            await other.OpenAsync(Token);
            await using var hold = new Npgsql.NpgsqlCommand($"BEGIN; LOCK TABLE {Schema}.queues IN ACCESS EXCLUSIVE MODE", other);
            await hold.ExecuteNonQueryAsync(Token);
            foreach (string path in (string[])["a@example.com", "b@example.com", "poison@example.com", "c@example.com"])
                commits.Add(store.StoreAsync(Messages.Envelope(path), "x"u8.ToArray(), Token));
            await Task.Delay(200, Token);
        }

        StoreException failure = await RefusedAsync(() => commits[2]);
        Assert.Contains("recipients", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await Task.WhenAll(commits.Where((_, index) => index != 2))).Distinct().Count());
        Assert.Equal(3, (await store.ListAllAsync(Token)).Count);
        Assert.InRange(store.CommitCount, 1, 4);
    }

    [Fact]
    public async Task Text_that_the_database_cannot_hold_comes_back_as_it_was_or_with_a_sign_in_its_place()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore store = await OpenAsync(cluster);
        var envelope = new ReceivedEnvelope { ReversePath = "a\0b@example.org", Recipients = Messages.Recipients("c\0d@example.com"), TransactionId = "x\0y" };
        string id = await store.StoreAsync(envelope, "Subject: x\0y\r\n\r\n"u8.ToArray(), Token);
        StoredMessage message = (await store.FindAsync(id, Token))!;
        Assert.Equal(("a\0b@example.org", "c\0d@example.com", "x\0y"), (message.Envelope.ReversePath, message.Envelope.ForwardPaths.Single(), message.Envelope.TransactionId));
        Assert.Equal("x\uFFFDy", message.Subject);
        Assert.Equal(id, await store.StoreAsync(envelope, "again"u8.ToArray(), Token));
        await using IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of("C\0D@example.com"), Token);
        Assert.Single(maildrop.Messages);
    }

    private async Task<string> FailureAsync(PostgresCluster cluster, string password)
        => (await RefusedAsync(() => PostgresMessageStore.OpenAsync(cluster.ConnectionString + password, Options(), cancellationToken: Token))).Message;
}
