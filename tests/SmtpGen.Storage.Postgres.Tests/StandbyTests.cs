using System.Diagnostics;
using SmtpGen.Foreign;
using SmtpGen.Storage.Tests;

namespace SmtpGen.Storage.Postgres.Tests;

/// <summary>A standby that commits wait for.</summary>
public sealed class StandbyTests : PostgresTests
{
    [Fact]
    public async Task A_message_is_refused_in_time_when_the_standby_is_stopped_and_does_not_turn_up_later()
    {
        using PostgresCluster primary = await PostgresCluster.StartAsync();
        using PostgresCluster standby = await primary.AddStandbyAsync();
        await using PostgresMessageStore store = await OpenAsync(primary, seconds: 3);
        Assert.Equal("on two disks, the database's and its standby's", store.Promise);
        string kept = await store.StoreAsync("kept", Token);

        standby.Suspend();
        long begin = Stopwatch.GetTimestamp();
        StoreException failure = await RefusedAsync(() => store.StoreAsync("refused", Token));
        TimeSpan time = Stopwatch.GetElapsedTime(begin);

        Assert.Equal(StoreFailure.Failed, failure.Kind);
        Assert.Contains("has not confirmed within 3 s", failure.Message, StringComparison.Ordinal);
        Assert.InRange(time, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(6));
        // On this server it may have been committed; it is removed here before the standby is back.
        await UntilAsync(async () => await CountAsync(primary, "messages") == 1, "the withdrawal");

        standby.Resume();
        string next = await store.StoreAsync("next", Token);
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        Assert.Equal([kept, next], (await store.ListAllAsync(Token)).Select(message => message.Id));
        Assert.Equal("2", await standby.QueryAsync($"SELECT count(*) FROM {Schema}.messages"));
        Assert.Equal(2, await CountAsync(primary, "body_chunks"));
    }

    [Fact]
    public async Task A_commit_whose_wait_for_the_standby_is_cancelled_is_not_acknowledged_before_the_standby_has_it()
    {
        using PostgresCluster primary = await PostgresCluster.StartAsync();
        using PostgresCluster standby = await primary.AddStandbyAsync();
        // The warning must be seen, whatever the user's settings hide.
        await primary.QueryAsync("ALTER ROLE postgres SET client_min_messages = 'error'");
        await using PostgresMessageStore store = await OpenAsync(primary, seconds: 20);
        await store.StoreAsync("kept", Token);

        standby.Suspend();
        Task<string> storing = store.StoreAsync("waits", Token);
        await UntilAsync(async () => await WaitingAsync(primary) == "1", "the wait for the standby");
        await primary.QueryAsync("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
        await UntilAsync(async () => await WaitingAsync(primary) == "1", "another wait for the standby");
        Assert.False(storing.IsCompleted);

        standby.Resume();
        string id = await storing;
        Assert.Equal("1", await standby.QueryAsync($"SELECT count(*) FROM {Schema}.messages WHERE id = {id}"));
        Assert.Equal(2, (await store.ListAllAsync(Token)).Count);
    }

    [Fact]
    public async Task Backends_that_hang_do_not_add_up()
    {
        using PostgresCluster primary = await PostgresCluster.StartAsync();
        using PostgresCluster standby = await primary.AddStandbyAsync();
        await using PostgresMessageStore store = await OpenAsync(primary, seconds: 1);
        standby.Suspend();
        for (int number = 0; number < 6; number++)
            await RefusedAsync(() => store.StoreAsync("refused", Token));
        await Task.Delay(2000, Token);
        Assert.InRange(int.Parse(await WaitingAsync(primary), null), 0, 3);
        standby.Resume();
        await UntilAsync(async () => await WaitingAsync(primary) == "0", "the end of all waits");
        await UntilAsync(async () => await CountAsync(primary, "messages") == 0, "the withdrawal");
    }

    [Fact]
    public async Task A_store_can_be_read_on_the_standby_and_not_be_written_there()
    {
        using PostgresCluster primary = await PostgresCluster.StartAsync();
        using PostgresCluster standby = await primary.AddStandbyAsync();
        await using PostgresMessageStore store = await PostgresMessageStore.OpenAsync(
            primary.ConnectionString, Options() with { SynchronousCommit = SynchronousCommit.RemoteApply }, cancellationToken: Token);
        string id = await store.StoreAsync("x", Token);

        await using PostgresMessageStore reader = await PostgresMessageStore.OpenAsync(standby.ConnectionString, Options(), StoreAccess.Read, Token);
        Assert.Equal("x", await reader.ReadTextAsync(id, Token));
        await using (await reader.OpenMaildropAsync(MaildropOwner.Of("bob@example.com"), Token))
        {
        }

        StoreException failure = await RefusedAsync(() => OpenAsync(standby));
        Assert.Equal(StoreFailure.ReadOnly, failure.Kind);
        Assert.Contains("is a standby", failure.Message, StringComparison.Ordinal);
    }

    private static Task<string> WaitingAsync(PostgresCluster primary)
        => primary.QueryAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name = 'smtpgen'");
}
