using System.Text;

namespace SmtpGen.Storage.Tests;

public sealed class CommitTests : StoreContract
{
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Disposing_without_a_commit_leaves_nothing(string kind)
    {
        await using IMessageStore store = Open(kind);
        foreach (int length in (int[])[10, 3 * MessageSpool.MemoryLimit])
        {
            IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
            await writer.WriteAsync(Messages.RandomOctets(length), Token);
            await writer.DisposeAsync();
        }

        Assert.Empty(await store.ListAllAsync(Token));
        Assert.Empty(SpoolFiles());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_of_a_message_is_visible_before_its_commit(string kind)
    {
        await using IMessageStore store = Open(kind);
        await using IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
        await writer.WriteAsync(Messages.RandomOctets(3 * MessageSpool.MemoryLimit), Token);
        Assert.True(kind == "postgres" || SpoolFiles().Length > 0);
        Assert.Empty(await store.ListAllAsync(Token));

        string id = await writer.CommitAsync(Token);
        Assert.Equal(id, Assert.Single(await store.ListAllAsync(Token)).Id);
        Assert.Empty(SpoolFiles());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messages_are_listed_in_the_order_of_their_commits(string kind)
    {
        await using IMessageStore store = Open(kind);
        await using IMessageWriter begunFirst = await store.BeginAsync(Messages.Envelope(), Token);
        var ids = new List<string>();
        for (int number = 0; number < 20; number++)
            ids.Add(await store.StoreAsync($"message {number}", Token));
        ids.Add(await begunFirst.CommitAsync(Token));

        Assert.Equal(ids, (await store.ListAllAsync(Token)).Select(message => message.Id));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messages_of_parallel_sessions_are_all_there_exactly_once(string kind)
    {
        await using IMessageStore store = Open(kind);
        string[][] ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(session => Task.Run(async () =>
        {
            var stored = new List<string>();
            for (int number = 0; number < 10; number++)
                stored.Add(await store.StoreAsync($"session {session} message {number}", Token));
            return stored.ToArray();
        })));

        List<StoredMessage> listed = await store.ListAllAsync(Token);
        Assert.Equal(200, listed.Count);
        Assert.Equal(ids.SelectMany(some => some).Order(), listed.Select(message => message.Id).Order());
        for (int session = 0; session < 20; session++)
        {
            for (int number = 0; number < 10; number++)
                Assert.Equal($"session {session} message {number}", await store.ReadTextAsync(ids[session][number], Token));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_committed_message_is_there_for_another_opening_while_the_first_still_stores(string kind)
    {
        await using IMessageStore store = Open(kind);
        string id = await store.StoreAsync("kept", Token);
        await using (IMessageStore reader = Open(kind, StoreAccess.Read))
        {
            Assert.Equal("kept", await reader.ReadTextAsync(id, Token));
            string later = await store.StoreAsync("later", Token);
            Assert.Equal([id, later], (await reader.ListAllAsync(Token)).Select(message => message.Id));
        }

        await using IMessageStore second = Open(kind);
        Assert.Equal("kept", await second.ReadTextAsync(id, Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Readers_see_only_whole_messages_while_others_are_stored(string kind)
    {
        await using IMessageStore store = Open(kind);
        await using IMessageStore reader = Open(kind, StoreAccess.Read);
        Task storing = Task.Run(
            async () =>
            {
                for (int number = 0; number < 60; number++)
                    await store.StoreAsync(Messages.Envelope(), Messages.RandomOctets(100_000, seed: number), Token);
            },
            Token);

        int seen = 0;
        do
        {
            List<StoredMessage> listed = await reader.ListAllAsync(Token);
            Assert.True(listed.Count >= seen);
            seen = listed.Count;
            if (seen > 0)
            {
                Assert.Equal(["bob@example.com"], listed[^1].Envelope.ForwardPaths);
                Messages.AssertSame(Messages.RandomOctets(100_000, seed: seen - 1), await reader.ReadAsync(listed[^1].Id, Token));
            }
        }
        while (!storing.IsCompleted);
        await storing;
        Assert.Equal(60, (await reader.ListAllAsync(Token)).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messages_that_wait_when_the_store_is_disposed_are_stored(string kind)
    {
        IMessageStore store = Open(kind);
        var writers = new List<IMessageWriter>();
        for (int number = 0; number < 50; number++)
        {
            writers.Add(await store.BeginAsync(Messages.Envelope(), Token));
            await writers[^1].WriteAsync(Encoding.ASCII.GetBytes($"{number}"), Token);
        }

        Task<string>[] commits = [.. writers.Select(writer => writer.CommitAsync(Token).AsTask())];
        await store.DisposeAsync();
        string[] ids = await Task.WhenAll(commits);

        await using IMessageStore reader = Open(kind, StoreAccess.Read);
        Assert.Equal(ids.Order(), (await reader.ListAllAsync(Token)).Select(message => message.Id).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_commit_after_the_store_was_disposed_is_refused(string kind)
    {
        IMessageStore store = Open(kind);
        await using IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.CommitAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_writer_takes_nothing_after_its_commit(string kind)
    {
        await using IMessageStore store = Open(kind);
        IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
        await writer.CommitAsync(Token);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.WriteAsync("x"u8.ToArray(), Token));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.CommitAsync(Token));
        await writer.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.CommitAsync(Token));
        Assert.Single(await store.ListAllAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_cancelled_commit_stores_nothing(string kind)
    {
        await using IMessageStore store = Open(kind);
        await using (IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.CommitAsync(new CancellationToken(canceled: true)));
        Assert.Empty(await store.ListAllAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_unknown_id_is_not_found(string kind)
    {
        await using IMessageStore store = Open(kind);
        await store.StoreAsync("x", Token);
        foreach (string id in (string[])["", "999999", "-1", "../mail.db", "new", "none"])
        {
            Assert.Null(await store.FindAsync(id, Token));
            StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await store.OpenAsync(id, Token));
            Assert.Equal(StoreFailure.NotFound, failure.Kind);
        }
    }

    private string[] SpoolFiles()
        => [.. Directory.EnumerateFiles(Root, "*.spool-*"), .. Directory.Exists(MaildirPath) ? Directory.EnumerateFiles(Path.Combine(MaildirPath, "tmp")) : []];
}
