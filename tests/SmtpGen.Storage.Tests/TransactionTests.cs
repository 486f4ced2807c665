using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

/// <summary>A transaction that is committed again is one message still.</summary>
public sealed class TransactionTests : StoreContract
{
    [Theory]
    [InlineData(10)]
    [InlineData(3_000_000)]
    [InlineData(9_000_000)]
    public async Task The_same_transaction_is_stored_once(int length)
    {
        byte[] body = Messages.RandomOctets(length);
        ReceivedEnvelope envelope = Messages.Envelope() with { TransactionId = "connection-1" };
        string id;
        await using (SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath))
        {
            IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
            string[] together = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => store.StoreAsync(envelope, body, Token)));
            id = Assert.Single(together.Distinct());
            Assert.NotEqual(id, await store.StoreAsync(envelope with { TransactionId = "connection-2" }, body, Token));
            Assert.Equal(2, (await queue.GetStatusAsync(Token)).Waiting);
            Assert.Equal(0, store.WriterDatabase!.QueryNumber("SELECT count(*) FROM large_bodies WHERE message_id IS NULL"));
        }

        await using SqliteMessageStore reopened = SqliteMessageStore.Open(DatabasePath);
        Assert.Equal(id, await reopened.StoreAsync(envelope, body, Token));
        StoredMessage message = (await reopened.FindAsync(id, Token))!;
        Assert.Equal("connection-1", message.Envelope.TransactionId);
        Messages.AssertSame(body, await reopened.ReadAsync(id, Token));
        Assert.Equal(2, (await reopened.ListAllAsync(Token)).Count);
    }
}
