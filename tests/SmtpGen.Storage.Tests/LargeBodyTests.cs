using Microsoft.Data.Sqlite;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

/// <summary>Bodies that are written in several transactions.</summary>
public sealed class LargeBodyTests : TemporaryDirectory
{
    private const int Large = 4 * (int)CommitQueue.StepOctets + 100;

    [Fact]
    public async Task A_small_message_does_not_wait_for_large_ones_that_came_before()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        byte[][] bodies = [.. Enumerable.Range(0, 6).Select(seed => Messages.RandomOctets(Large, seed))];
        IMessageWriter[] writers = await Task.WhenAll(bodies.Select(body => WriteAsync(store, body)));
        IMessageWriter small = await WriteAsync(store, "small"u8.ToArray());
        Task<string>[] commits;
        Task<string> smallCommit;
        using (SqliteConnection other = Connect())
        {
            Execute(other, "BEGIN IMMEDIATE");
            commits = [.. writers.Select(writer => writer.CommitAsync(Token).AsTask())];
            smallCommit = small.CommitAsync(Token).AsTask();
            Execute(other, "ROLLBACK");
        }

        // Ids are given when a message becomes visible.
        Assert.Equal("1", await smallCommit);
        foreach ((byte[] body, Task<string> commit) in bodies.Zip(commits))
            Messages.AssertSame(body, await store.ReadAsync(await commit, Token));
        Assert.Equal(7, (await store.ListAllAsync(Token)).Count);
    }

    [Fact]
    public async Task A_large_message_does_not_wait_for_all_small_ones()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        IMessageWriter large = await WriteAsync(store, Messages.RandomOctets(Large));
        Task<string> commit = large.CommitAsync(Token).AsTask();
        int small = 0;
        while (!commit.IsCompleted)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.StoreAsync("small", Token)));
            small += 20;
        }

        Assert.InRange(small, 20, 1000);
        Assert.Equal(Large, (await store.ReadAsync(await commit, Token)).Length);
    }

    [Fact]
    public async Task Nothing_of_a_large_message_that_fails_in_its_middle_stays()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        using (SqliteConnection connection = Connect())
        {
            Execute(connection, $"""
                CREATE TRIGGER poison BEFORE INSERT ON large_body_chunks WHEN new.start > {2 * CommitQueue.StepOctets}
                BEGIN SELECT RAISE(ABORT, 'poisoned'); END
                """);
        }

        Task<string> large = store.StoreAsync(Messages.Envelope(), Messages.RandomOctets(Large), Token);
        await store.StoreAsync("small", Token);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => large);

        Assert.Contains("poisoned", failure.Message, StringComparison.Ordinal);
        Assert.Equal((0L, 0L), await LeftAsync(store));
        Assert.Equal("small", await store.ReadTextAsync(Assert.Single(await store.ListAllAsync(Token)).Id, Token));
    }

    [Fact]
    public async Task A_message_that_can_never_fit_takes_no_room_from_others()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath, maximumSize: 2 * Large);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => store.StoreAsync(Messages.Envelope(), new byte[3 * Large], Token));

        Assert.Equal(StoreFailure.Full, failure.Kind);
        Assert.InRange(store.WriterDatabase!.QueryNumber("PRAGMA page_count"), 1, 100);
        await store.StoreAsync(Messages.Envelope(), new byte[Large], Token);
    }

    [Fact]
    public async Task A_large_message_that_is_deleted_takes_its_body_along()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        await store.StoreAsync(Messages.Envelope("bob@example.com"), Messages.RandomOctets(Large), Token);
        await using (IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of("bob@example.com"), Token))
            await maildrop.DeleteAsync([1], Token);
        Assert.Equal((0L, 0L), await LeftAsync(store));
    }

    [Fact]
    public async Task What_a_crash_left_of_a_large_body_is_removed_unless_its_writer_lives()
    {
        await SqliteMessageStore.Open(DatabasePath).DisposeAsync();
        using (SqliteConnection connection = Connect())
        {
            Execute(connection, """
                INSERT INTO large_bodies (id, spool) VALUES (1, 'mail.db.spool-dead'), (2, 'mail.db.spool-alive'), (3, 'mail.db.spool-gone');
                INSERT INTO large_body_chunks VALUES (1, 0, x'00'), (2, 0, x'00'), (3, 0, x'00');
                """);
        }

        await File.WriteAllTextAsync(DatabasePath + ".spool-dead", "x", Token);
        await using FileStream alive = SpoolFiles.CreateFile(DatabasePath + ".spool-alive");
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);

        using SqliteConnection check = Connect();
        Assert.Equal([2L], Column(check, "SELECT id FROM large_bodies"));
        Assert.Equal([2L], Column(check, "SELECT body_id FROM large_body_chunks"));
    }

    [Fact]
    public async Task A_file_that_becomes_the_message_is_synced_while_it_grows()
    {
        using var threads = new DiskThreads("test");
        var files = new SpoolFiles(Root, () => Path.Combine(Root, Path.GetRandomFileName())) { Syncs = threads };
        using var spool = new MessageSpool(files);
        long most = 0;
        byte[] piece = Messages.RandomOctets(300_000);
        for (int written = 0; written < 40_000_000; written += piece.Length)
        {
            await spool.WriteAsync(piece, Token);
            most = Math.Max(most, spool.UnsyncedLength);
        }

        Assert.InRange(most, 1, SpoolFiles.MaxUnsynced + 2 * MessageSpool.MemoryLimit);
    }

    private static async Task<IMessageWriter> WriteAsync(SqliteMessageStore store, byte[] body)
    {
        IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
        await writer.WriteAsync(body, Token);
        return writer;
    }

    // After another message: what is left of a refused one goes at the end of its group.
    private async Task<(long Bodies, long Chunks)> LeftAsync(SqliteMessageStore store)
    {
        string id = await store.StoreAsync("after", Token);
        await using (IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of("bob@example.com"), Token))
            await maildrop.DeleteAsync([maildrop.Messages.Single(message => message.UniqueId.StartsWith(id + ".", StringComparison.Ordinal)).Number], Token);
        using SqliteConnection connection = Connect();
        return (Column(connection, "SELECT count(*) FROM large_bodies")[0], Column(connection, "SELECT count(*) FROM large_body_chunks")[0]);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<long> Column(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var numbers = new List<long>();
        while (reader.Read())
            numbers.Add(reader.GetInt64(0));
        return numbers;
    }
}
