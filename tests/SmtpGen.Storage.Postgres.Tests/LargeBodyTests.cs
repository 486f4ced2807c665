using SmtpGen.Foreign;
using SmtpGen.Storage.Tests;

namespace SmtpGen.Storage.Postgres.Tests;

/// <summary>Bodies that are in the database before their message is.</summary>
public sealed class LargeBodyTests : PostgresTests
{
    private const int Large = 1_000_000;

    [Fact]
    public async Task A_message_whose_octets_were_lost_while_it_arrived_is_refused()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore store = await OpenAsync(cluster);
        IMessageWriter writer = await WriteAsync(store, Messages.RandomOctets(Large));
        // As a crash does, which loses transactions that waited for no disk.
        await cluster.QueryAsync($"DELETE FROM {Schema}.body_chunks WHERE start = 262144");

        StoreException failure = await RefusedAsync(async () => await writer.CommitAsync(Token));
        Assert.Contains("has lost a part of the message", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await store.ListAllAsync(Token));
        await writer.DisposeAsync();
        await UntilAsync(async () => await CountAsync(cluster, "body_chunks") + await CountAsync(cluster, "uploads") == 0, "the removal");
    }

    [Fact]
    public async Task A_large_message_that_lost_octets_does_not_take_its_group_along()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore store = await OpenAsync(cluster);
        // Lines that end in CRLF: of such a body only the beginning and the end are read again before its group, which must count the octets.
        byte[] body = Messages.RandomOctets(Large);
        "Subject: x\r\n\r\n"u8.CopyTo(body);
        body.AsSpan(20).Replace((byte)'\n', (byte)' ');
        await using IMessageWriter writer = await WriteAsync(store, body);
        await cluster.QueryAsync($"DELETE FROM {Schema}.body_chunks WHERE start = 262144");

        Task<string> small = store.StoreAsync("small", Token);
        StoreException failure = await RefusedAsync(async () => await writer.CommitAsync(Token));
        Assert.Contains("has lost a part of the message", failure.Message, StringComparison.Ordinal);
        Assert.Equal(await small, Assert.Single(await store.ListAllAsync(Token)).Id);
    }

    [Fact]
    public async Task What_a_dead_writer_left_is_swept_and_what_a_living_one_has_written_is_not()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore living = await OpenAsync(cluster);
        await using IMessageWriter writer = await WriteAsync(living, Messages.RandomOctets(Large));
        var dead = Guid.NewGuid();
        await cluster.QueryAsync($"UPDATE {Schema}.uploads SET touched_at = now() - interval '50 minutes'");
        await cluster.QueryAsync($"INSERT INTO {Schema}.uploads VALUES ('{dead}', now() - interval '61 minutes')");
        await cluster.QueryAsync($"INSERT INTO {Schema}.body_chunks VALUES ('{dead}', 0, 'x')");

        // Another process sweeps when it opens the store.
        await using PostgresMessageStore other = await OpenAsync(cluster);
        await UntilAsync(async () => await CountAsync(cluster, "uploads") == 1, "the sweep");
        Assert.Equal(0, await CountAsync(cluster, "body_chunks", $"body_id = '{dead}'"));
        Messages.AssertSame(Messages.RandomOctets(Large), await other.ReadAsync(await writer.CommitAsync(Token), Token));
        Assert.Equal(0, await CountAsync(cluster, "uploads"));
    }

    [Fact]
    public async Task A_writer_that_is_disposed_leaves_nothing()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore store = await OpenAsync(cluster);
        IMessageWriter writer = await WriteAsync(store, Messages.RandomOctets(Large));
        Assert.NotEqual(0, await CountAsync(cluster, "body_chunks"));
        await writer.DisposeAsync();
        await UntilAsync(async () => await CountAsync(cluster, "body_chunks") + await CountAsync(cluster, "uploads") == 0, "the removal");
    }

    [Fact]
    public async Task The_same_transaction_committed_again_leaves_one_message_and_one_body()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore store = await OpenAsync(cluster);
        foreach (int length in (int[])[10, Large])
        {
            ReceivedEnvelope envelope = Messages.Envelope() with { TransactionId = $"connection-{length}" };
            byte[] body = Messages.RandomOctets(length);
            string[] ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => store.StoreAsync(envelope, body, Token)));
            string id = Assert.Single(ids.Append(await store.StoreAsync(envelope, body, Token)).Distinct());
            Messages.AssertSame(body, await store.ReadAsync(id, Token));
        }

        Assert.Equal(2, (await store.ListAllAsync(Token)).Count);
        Assert.Equal(1 + 4, await CountAsync(cluster, "body_chunks"));
        Assert.Equal(0, await CountAsync(cluster, "uploads"));
        // A message that was read and deleted meanwhile is not stored again.
        string first = (await store.ListAllAsync(Token))[0].Id;
        await store.DeleteAsync([first], Token);
        Assert.Equal(first, await store.StoreAsync(Messages.Envelope() with { TransactionId = "connection-10" }, new byte[10], Token));
        Assert.Single(await store.ListAllAsync(Token));
    }
}
