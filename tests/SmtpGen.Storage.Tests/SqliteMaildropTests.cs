using Microsoft.Data.Sqlite;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

public sealed class SqliteMaildropTests : TemporaryDirectory
{
    [Theory]
    [InlineData("bob@mx.example", 1)]
    [InlineData("BOB@MX.Example", 1)]
    [InlineData("bob", 2)]
    [InlineData("Bob", 2)]
    [InlineData("bobby", 1)]
    [InlineData("bo", 0)]
    [InlineData("b%", 0)]
    [InlineData("b_b", 1)]
    [InlineData("postmaster", 2)]
    [InlineData("mx.example", 0)]
    [InlineData("bob@", 0)]
    [InlineData("élan", 1)]
    [InlineData("ÉLAN", 0)]
    public async Task A_user_sees_the_messages_to_an_address_or_to_a_local_part_at_any_domain(string user, int expected)
    {
        string[] recipients =
        [
            "bob@mx.example", "bob@other.example", "bobby@mx.example", "bob[x]@mx.example", "\"bob@mx\"@example", "b_b@mx.example",
            "postmaster", "Postmaster@mx.example", "élan@mx.example",
        ];
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        foreach (string recipient in recipients)
            await store.StoreAsync(Messages.Envelope(recipient), "x"u8.ToArray(), Token);

        await using IMaildrop maildrop = await store.OpenMaildropAsync(user, Token);

        Assert.Equal(expected, maildrop.Messages.Count);
    }

    [Fact]
    public async Task A_message_is_there_for_its_other_recipients_until_the_last_has_deleted_it()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        string id = await store.StoreAsync(Messages.Envelope("bob@mx.example", "carol@mx.example", "Bob@mx.example"), "shared"u8.ToArray(), Token);

        await DeleteAllAsync(store, "bob@mx.example", expected: 1);
        Assert.Equal(["carol@mx.example"], (await store.FindAsync(id, Token))!.Envelope.ForwardPaths);
        Assert.Equal("shared", await store.ReadTextAsync(id, Token));

        await DeleteAllAsync(store, "carol", expected: 1);
        Assert.Null(await store.FindAsync(id, Token));
        foreach (string table in (string[])["messages", "recipients", "body_chunks"])
            Assert.Equal("0", store.WriterDatabase!.Query($"SELECT count(*) FROM {table}"));
    }

    [Fact]
    public async Task Users_that_share_no_recipient_open_their_maildrops_at_once()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        await using IMaildrop bob = await store.OpenMaildropAsync("bob@mx.example", Token);
        await using IMaildrop otherBob = await store.OpenMaildropAsync("bob@other.example", Token);
        await using IMaildrop carol = await store.OpenMaildropAsync("carol", Token);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await store.OpenMaildropAsync("bob", Token));
        Assert.Equal(StoreFailure.InUse, failure.Kind);
    }

    [Fact]
    public async Task A_maildrop_is_found_by_the_index_and_without_the_bodies()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {SqliteMaildrop.Select}";
        foreach (string parameter in (string[])["?1", "?2", "?3"])
            command.Parameters.AddWithValue(parameter, "x");
        using SqliteDataReader reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
            plan.Add(reader.GetString(3));

        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("body_chunks", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains("recipients_by_forward_path (forward_path=?)", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains("recipients_by_forward_path (forward_path>? AND forward_path<?)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deletion_that_fails_deletes_nothing()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        for (int number = 0; number < 3; number++)
            await store.StoreAsync("x", Token);
        store.WriterDatabase!.Execute("""
            CREATE TRIGGER keeper BEFORE DELETE ON messages WHEN old.id = 2 BEGIN SELECT RAISE(ABORT, 'kept'); END
            """);
        await using IMaildrop maildrop = await store.OpenMaildropAsync("bob", Token);

        StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await maildrop.DeleteAsync([1, 2, 3], Token));

        Assert.Contains("kept", failure.Message, StringComparison.Ordinal);
        Assert.Equal([1, 1, 1], (await store.ListAllAsync(Token)).Select(message => message.Envelope.Recipients.Count));
    }

    [Fact]
    public async Task A_database_made_anew_gives_other_unique_ids()
    {
        string[] ids = new string[2];
        for (int round = 0; round < 2; round++)
        {
            foreach (string file in Directory.GetFiles(Root))
                File.Delete(file);
            await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
            var receivedAt = new DateTimeOffset(2026, 3, 1, 12, 0, round, TimeSpan.Zero);
            await store.StoreAsync(Messages.Envelope() with { ReceivedAt = receivedAt }, "x"u8.ToArray(), Token);
            await using IMaildrop maildrop = await store.OpenMaildropAsync("bob", Token);
            ids[round] = maildrop.Messages[0].UniqueId;
        }

        Assert.Equal(["1.1772366400000", "1.1772366401000"], ids);
    }

    private static async Task DeleteAllAsync(SqliteMessageStore store, string user, int expected)
    {
        await using IMaildrop maildrop = await store.OpenMaildropAsync(user, Token);
        Assert.Equal(expected, maildrop.Messages.Count);
        await maildrop.DeleteAsync([.. maildrop.Messages.Select(message => message.Number)], Token);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }
}
