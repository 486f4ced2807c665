using Microsoft.Data.Sqlite;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

public sealed class SqliteMaildropTests : TemporaryDirectory
{
    [Fact]
    public async Task The_last_owner_takes_the_body_along()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        await store.StoreAsync(Messages.Envelope("bob@mx.example", "carol@mx.example"), "shared"u8.ToArray(), Token);
        await DeleteAllAsync(store, "bob@mx.example");
        Assert.Equal("1", store.WriterDatabase!.Query("SELECT count(*) FROM body_chunks"));
        await DeleteAllAsync(store, "carol@mx.example");
        foreach (string table in (string[])["messages", "recipients", "body_chunks"])
            Assert.Equal("0", store.WriterDatabase!.Query($"SELECT count(*) FROM {table}"));
    }

    [Fact]
    public async Task A_maildrop_is_found_by_the_index_and_without_the_bodies()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {SqliteMaildrop.Select(2).Replace("?, ?", "'x', 'y'", StringComparison.Ordinal)}";
        using SqliteDataReader reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
            plan.Add(reader.GetString(3));

        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("body_chunks", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains("recipients_by_forward_path (forward_path=?)", StringComparison.Ordinal));
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
        await using IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of("bob@example.com"), Token);

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
            await using IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of("bob@example.com"), Token);
            ids[round] = maildrop.Messages[0].UniqueId;
        }

        Assert.Equal(["1.1772366400000", "1.1772366401000"], ids);
    }

    private static async Task DeleteAllAsync(SqliteMessageStore store, string user)
    {
        await using IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of(user), Token);
        await maildrop.DeleteAsync([.. maildrop.Messages.Select(message => message.Number)], Token);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }
}
