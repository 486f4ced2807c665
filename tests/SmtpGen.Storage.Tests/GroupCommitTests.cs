using Microsoft.Data.Sqlite;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

/// <summary>
/// A second connection holds the database's write lock, so that the commit thread waits in its first transaction and all
/// messages committed meanwhile form the next group.
/// </summary>
public sealed class GroupCommitTests : TemporaryDirectory
{
    [Fact]
    public async Task Messages_that_wait_together_share_one_transaction()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        Task<string>[] commits = await CommitWhileLockedAsync(store, Enumerable.Range(0, 100).Select(_ => Messages.Envelope()));

        string[] ids = await Task.WhenAll(commits);
        Assert.Equal(100, ids.Distinct().Count());
        Assert.InRange(store.CommitCount, 1, 2);
    }

    [Fact]
    public async Task Messages_that_come_one_by_one_have_a_transaction_each()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        for (int number = 0; number < 5; number++)
            await store.StoreAsync("x", Token);
        Assert.Equal(5, store.CommitCount);
    }

    [Theory]
    [InlineData("ABORT")]
    [InlineData("FAIL")]
    [InlineData("ROLLBACK")]
    public async Task A_message_that_fails_does_not_take_its_group_along(string wayToFail)
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        using (SqliteConnection connection = Connect())
        {
            Execute(connection, $"""
                CREATE TRIGGER poison BEFORE INSERT ON recipients WHEN new.forward_path = 'poison@example.com'
                BEGIN SELECT RAISE({wayToFail}, 'poisoned'); END
                """);
        }

        string[] recipients = ["a@example.com", "b@example.com", "poison@example.com", "c@example.com", "d@example.com"];
        // Of several forward-paths the last one fails: what was inserted before it must be undone.
        Task<string>[] commits = await CommitWhileLockedAsync(store, recipients.Select(path => Messages.Envelope("first@example.com", path)));

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => commits[2]);
        Assert.Equal(StoreFailure.Failed, failure.Kind);
        Assert.Contains("poisoned", failure.Message, StringComparison.Ordinal);
        foreach (int index in (int[])[0, 1, 3, 4])
            Assert.Equal(recipients[index], (await store.FindAsync(await commits[index], Token))!.Envelope.Recipients[1].ForwardPath);
        Assert.Equal(4, (await store.ListAllAsync(Token)).Count);
        using SqliteConnection check = Connect();
        Assert.Equal(8L, Scalar(check, "SELECT count(*) FROM recipients"));
        Assert.Equal(4L, Scalar(check, "SELECT count(*) FROM body_chunks"));
    }

    [Fact]
    public async Task A_commit_does_not_hold_its_caller_while_the_database_is_busy()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        Task<string> commit;
        using (SqliteConnection other = Connect())
        {
            Execute(other, "BEGIN IMMEDIATE");
            await using IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
            await writer.WriteAsync("x"u8.ToArray(), Token);
            commit = writer.CommitAsync(Token).AsTask();
            Assert.False(commit.IsCompleted);
            Execute(other, "ROLLBACK");
            // The writer is disposed here, perhaps before its commit is through: what is under way is not undone.
        }

        Assert.Equal("x", await store.ReadTextAsync(await commit, Token));
    }

    [Fact]
    public async Task What_a_session_does_after_its_commit_does_not_hold_the_commit_thread()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        Task<string>[] commits = await CommitWhileLockedAsync(store, [Messages.Envelope()], async commit =>
        {
            string id = await commit.ConfigureAwait(false);
            Assert.True(Thread.CurrentThread.IsThreadPoolThread);
            return id;
        });
        await commits[0];
    }

    [Fact]
    public async Task The_writer_syncs_at_every_commit_and_logs_ahead()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        Assert.Equal("2", store.WriterDatabase!.Query("PRAGMA synchronous"));
        Assert.Equal("wal", store.WriterDatabase.Query("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_committed_message_is_in_the_database_for_any_sqlite_program()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        await store.StoreAsync(Messages.Envelope("bob@example.com", "carol@example.net"), "Subject: x\r\n"u8.ToArray(), Token);

        using SqliteConnection connection = Connect();
        Assert.Equal("alice@example.org", Scalar(connection, "SELECT reverse_path FROM messages WHERE id = 1"));
        Assert.Equal("carol@example.net", Scalar(connection, "SELECT forward_path FROM recipients WHERE message_id = 1 AND position = 1"));
        Assert.Equal("Subject: x\r\n"u8.ToArray(), Scalar(connection, "SELECT octets FROM body_chunks WHERE message_id = 1"));
    }

    private async Task<Task<string>[]> CommitWhileLockedAsync(
        SqliteMessageStore store, IEnumerable<ReceivedEnvelope> envelopes, Func<ValueTask<string>, Task<string>>? continuation = null)
    {
        continuation ??= commit => commit.AsTask();
        using SqliteConnection other = Connect();
        Execute(other, "BEGIN IMMEDIATE");
        var commits = new List<Task<string>>();
        foreach (ReceivedEnvelope envelope in envelopes)
        {
            IMessageWriter writer = await store.BeginAsync(envelope, Token);
            await writer.WriteAsync("body"u8.ToArray(), Token);
            commits.Add(continuation(writer.CommitAsync(Token)));
        }

        Execute(other, "ROLLBACK");
        return [.. commits];
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

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
