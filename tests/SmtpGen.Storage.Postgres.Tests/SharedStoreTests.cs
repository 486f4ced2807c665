using System.Collections.Concurrent;
using SmtpGen.Foreign;
using SmtpGen.Storage.Tests;

namespace SmtpGen.Storage.Postgres.Tests;

/// <summary>Several stores on one database, as several processes have them.</summary>
public sealed class SharedStoreTests : PostgresTests
{
    private static readonly MaildropOwner s_bob = MaildropOwner.Of("bob@example.com");

    [Fact]
    public async Task Stores_that_are_opened_at_once_create_the_tables_once()
    {
        PostgresCluster cluster = await SharedAsync();
        PostgresMessageStore[] stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OpenAsync(cluster)));
        string[] ids = await Task.WhenAll(stores.Select(store => store.StoreAsync("x", Token)));
        Assert.Equal(ids.Order(), (await stores[0].ListAllAsync(Token)).Select(message => message.Id).Order());
        foreach (PostgresMessageStore store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task A_maildrop_that_is_open_in_one_process_is_in_use_in_another()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore store = await OpenAsync(cluster);
        long key = AdvisoryKeyOf("mailbox bob@example.com");
        await using (var other = new Npgsql.NpgsqlConnection(cluster.ConnectionString + ";Pooling=false"))
        {
            await other.OpenAsync(Token);
            await using var held = new Npgsql.NpgsqlCommand($"SELECT pg_advisory_lock({key})", other);
            await held.ExecuteNonQueryAsync(Token);
            foreach (string user in (string[])["bob@example.com", "BOB@Example.COM"])
                Assert.Equal(StoreFailure.InUse, (await RefusedAsync(async () => await store.OpenMaildropAsync(MaildropOwner.Of(user), Token))).Kind);
        }

        await UntilAsync(
            async () =>
            {
                try
                {
                    await using IMaildrop maildrop = await store.OpenMaildropAsync(s_bob, Token);
                    return true;
                }
                catch (StoreException failure) when (failure.Kind == StoreFailure.InUse)
                {
                    return false;
                }
            },
            "the end of the lock");
    }

    [Fact]
    public async Task A_maildrop_whose_lock_was_lost_deletes_what_it_lists_and_nothing_else()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore store = await OpenAsync(cluster);
        await store.StoreAsync("first", Token);
        await using IMaildrop maildrop = await store.OpenMaildropAsync(s_bob, Token);
        await cluster.QueryAsync("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
        string later = await store.StoreAsync("later", Token);
        await maildrop.DeleteAsync([1], Token);
        await maildrop.DeleteAsync([1], Token);
        Assert.Equal(later, Assert.Single(await store.ListAllAsync(Token)).Id);
    }

    [Fact]
    public async Task Two_who_delete_a_message_for_its_last_two_recipients_at_once_leave_nothing()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore first = await OpenAsync(cluster);
        await using PostgresMessageStore second = await OpenAsync(cluster);
        for (int round = 0; round < 20; round++)
        {
            await first.StoreAsync(Messages.Envelope("bob@example.com", "carol@example.com"), "x"u8.ToArray(), Token);
            await using IMaildrop bob = await first.OpenMaildropAsync(s_bob, Token);
            await using IMaildrop carol = await second.OpenMaildropAsync(MaildropOwner.Of("carol@example.com"), Token);
            await Task.WhenAll(bob.DeleteAsync([1], Token).AsTask(), carol.DeleteAsync([1], Token).AsTask());
            Assert.Empty(await first.ListAllAsync(Token));
        }

        Assert.Equal(0, await CountAsync(cluster, "body_chunks"));
    }

    [Fact]
    public async Task Two_who_complete_a_message_in_its_last_two_queues_at_once_leave_nothing()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore first = await OpenAsync(cluster);
        await using PostgresMessageStore second = await OpenAsync(cluster);
        IMessageQueue one = await first.OpenQueueAsync("one", cancellationToken: Token);
        IMessageQueue two = await second.OpenQueueAsync("two", cancellationToken: Token);
        for (int round = 0; round < 20; round++)
        {
            await first.StoreAsync("x", Token);
            IMessageLease[] leases = [await one.LeaseAsync(Token), await two.LeaseAsync(Token)];
            await Task.WhenAll(leases[0].CompleteAsync(delete: true, Token).AsTask(), leases[1].CompleteAsync(cancellationToken: Token).AsTask());
            Assert.Empty(await first.ListAllAsync(Token));
        }
    }

    [Fact]
    public async Task Each_message_is_leased_once_by_all_processes_together()
    {
        PostgresCluster cluster = await SharedAsync();
        PostgresMessageStore[] stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync(cluster)));
        var taken = new ConcurrentBag<string>();
        IMessageQueue[] queues = await Task.WhenAll(stores.Select(store => store.OpenQueueAsync("work", cancellationToken: Token).AsTask()));
        Task<string[]> storing = Task.WhenAll(Enumerable.Range(0, 150).Select(number => stores[number % 2].StoreAsync($"{number}", Token)));
        await Task.WhenAll(queues.SelectMany(queue => Enumerable.Range(0, 4).Select(async _ =>
        {
            while (taken.Count < 150)
            {
                if (await queue.TryLeaseAsync(Token) is not { } lease)
                    continue;
                taken.Add(lease.Message.Id);
                await lease.CompleteAsync(cancellationToken: Token);
            }
        })));
        Assert.Equal((await storing).Order(), taken.Order());
        foreach (PostgresMessageStore store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task A_queue_that_is_opened_while_messages_come_holds_every_one_of_them()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore storing = await OpenAsync(cluster);
        await using PostgresMessageStore opening = await OpenAsync(cluster);
        for (int round = 0; round < 10; round++)
        {
            Task<string[]> stored = Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => storing.StoreAsync($"{number}", Token))));
            IMessageQueue queue = await opening.OpenQueueAsync($"queue-{round}", cancellationToken: Token);
            await stored;
            Assert.Equal(20 * (round + 1), (await queue.GetStatusAsync(Token)).Waiting);
        }
    }

    [Fact]
    public async Task Who_waits_for_a_message_is_woken_when_another_process_stores_one()
    {
        PostgresCluster cluster = await SharedAsync();
        await using PostgresMessageStore storing = await OpenAsync(cluster);
        await using PostgresMessageStore waiting = await OpenAsync(cluster);
        IMessageQueue queue = await waiting.OpenQueueAsync("work", cancellationToken: Token);
        await UntilAsync(
            async () => await cluster.QueryAsync($"SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%LISTEN {Schema}_queued'") == "1", "the listening");
        var times = new List<TimeSpan>();
        for (int round = 0; round < 5; round++)
        {
            Task<IMessageLease> lease = queue.LeaseAsync(Token).AsTask();
            await Task.Delay(150, Token);
            await storing.StoreAsync("x", Token);
            long begin = System.Diagnostics.Stopwatch.GetTimestamp();
            await (await lease).CompleteAsync(cancellationToken: Token);
            times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(begin));
        }

        // Who is not woken looks once a second.
        Assert.InRange(times.Order().ElementAt(2), TimeSpan.Zero, TimeSpan.FromMilliseconds(400));
    }

    private long AdvisoryKeyOf(string thing)
        => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"smtpgen {Schema} {thing}"))) & long.MaxValue;
}
