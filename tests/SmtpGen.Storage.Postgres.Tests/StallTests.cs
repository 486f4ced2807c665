using System.Diagnostics;
using System.Text;
using SmtpGen.Foreign;
using SmtpGen.Storage.Tests;

namespace SmtpGen.Storage.Postgres.Tests;

/// <summary>A network that forwards nothing any more.</summary>
public sealed class StallTests : PostgresTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_that_stalls_is_refused_in_time_and_does_not_turn_up_later(bool isStalledBeforeTheCommit)
    {
        PostgresCluster cluster = await SharedAsync();
        using var proxy = new StallingProxy(cluster.Port);
        await using PostgresMessageStore store = await OpenAsync(proxy, seconds: 2);
        string kept = await store.StoreAsync("kept", Token);

        byte[] commit = Encoding.ASCII.GetBytes("COMMIT\0");
        if (isStalledBeforeTheCommit)
            proxy.StallBefore = commit;
        else
            proxy.StallAfter = commit;
        long begin = Stopwatch.GetTimestamp();
        await RefusedAsync(() => store.StoreAsync("refused", Token));
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(4));
        Assert.True(proxy.IsStalled);

        proxy.Resume();
        await UntilAsync(async () => await CountAsync(cluster, "messages") == 1, "the withdrawal");
        string next = await store.StoreAsync("next", Token);
        Assert.Equal([kept, next], (await store.ListAllAsync(Token)).Select(message => message.Id));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_settled_within_its_time()
    {
        PostgresCluster cluster = await SharedAsync();
        using var proxy = new StallingProxy(cluster.Port);
        await using PostgresMessageStore store = await OpenAsync(proxy, seconds: 20);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        proxy.StallAfter = Encoding.ASCII.GetBytes("COMMIT\0");
        Task<string> storing = store.StoreAsync("once", Token);
        await UntilAsync(() => Task.FromResult(proxy.IsStalled), "the stall");
        await UntilAsync(async () => await CountAsync(cluster, "messages") == 1, "the commit");
        // The backend goes, and its answer never comes.
        await cluster.QueryAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{Schema}'");
        proxy.Resume();

        string id = await storing;
        Assert.Equal("once", await store.ReadTextAsync(Assert.Single(await store.ListAllAsync(Token)).Id, Token));
        Assert.Equal(id, (await queue.LeaseAsync(Token)).Message.Id);
        Assert.Null(await queue.TryLeaseAsync(Token));
    }

    [Fact]
    public async Task Reading_ends_in_time()
    {
        PostgresCluster cluster = await SharedAsync();
        using var proxy = new StallingProxy(cluster.Port);
        await using PostgresMessageStore store = await OpenAsync(proxy, seconds: 1);
        string id = await store.StoreAsync(Messages.Envelope(), Messages.RandomOctets(200_000), Token);
        await using Stream body = await store.OpenAsync(id, Token);
        proxy.Stall();

        foreach (Func<Task> read in (Func<Task>[])
            [() => store.ListAllAsync(Token), () => store.FindAsync(id, Token).AsTask(), () => body.ReadExactlyAsync(new byte[10], Token).AsTask()])
        {
            StoreException failure = await RefusedAsync(read).WaitAsync(TimeSpan.FromSeconds(3), Token);
            Assert.Contains("does not answer in time", failure.Message, StringComparison.Ordinal);
        }

        await RefusedAsync(async () => await store.OpenMaildropAsync(MaildropOwner.Of("bob@example.com"), Token)).WaitAsync(TimeSpan.FromSeconds(3), Token);
        await RefusedAsync(() => OpenAsync(proxy, seconds: 1)).WaitAsync(TimeSpan.FromSeconds(3), Token);
        proxy.Resume();
        Assert.Equal(200_000, (await store.ReadAsync(id, Token)).Length);
    }

    private Task<PostgresMessageStore> OpenAsync(StallingProxy proxy, double seconds)
        => PostgresMessageStore.OpenAsync(
            $"Host=127.0.0.1;Port={proxy.Port};Database=postgres;Username=postgres;Application Name={Schema}",
            Options(seconds) with { ConnectTime = TimeSpan.FromSeconds(Math.Min(seconds, 10)) }, cancellationToken: Token);
}
