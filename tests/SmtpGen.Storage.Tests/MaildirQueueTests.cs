namespace SmtpGen.Storage.Tests;

/// <summary>The journal of a Maildir's queues.</summary>
public sealed class MaildirQueueTests : TemporaryDirectory
{
    private string Journal => Path.Combine(MaildirPath, "queues", "journal");

    [Fact]
    public async Task One_store_at_a_time_works_on_the_queues_and_others_still_store()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        await store.OpenQueueAsync("work", cancellationToken: Token);
        await using MaildirMessageStore second = MaildirMessageStore.Open(MaildirPath);

        StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await second.OpenQueueAsync("work", cancellationToken: Token));
        Assert.Equal(StoreFailure.InUse, failure.Kind);
        Assert.Contains("use SQLite or PostgreSQL for several", failure.Message, StringComparison.Ordinal);
        await second.StoreAsync("x", Token);
    }

    [Theory]
    [InlineData("{\"queue\":\"work\",\"id\":")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("no json\n")]
    [InlineData("null\n{}\n")]
    public async Task A_line_that_a_crash_cut_short_does_no_harm(string torn)
    {
        string done;
        await using (MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath))
        {
            IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
            done = await store.StoreAsync("done", Token);
            await (await queue.LeaseAsync(Token)).CompleteAsync(cancellationToken: Token);
        }

        await File.AppendAllTextAsync(Journal, torn, Token);
        for (int time = 0; time < 2; time++)
        {
            await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
            IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
            Assert.Null(await queue.TryLeaseAsync(Token));
            string id = await store.StoreAsync("next", Token);
            IMessageLease lease = await queue.LeaseAsync(Token);
            Assert.Equal((id, 1), (lease.Message.Id, lease.Attempt));
            await lease.CompleteAsync(cancellationToken: Token);
            Assert.NotEqual(done, id);
        }
    }

    [Fact]
    public async Task The_journal_forgets_what_is_not_true_any_more()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        await store.StoreAsync("x", Token);
        long most = 0;
        for (int round = 0; round < 2_500; round++)
        {
            await (await queue.LeaseAsync(Token)).ReleaseAsync(Token);
            most = Math.Max(most, new FileInfo(Journal).Length);
        }

        Assert.True(new FileInfo(Journal).Length < most / 2, $"it grew to {most} octets and was never written anew");
        Assert.Equal(1, (await queue.LeaseAsync(Token)).Attempt);
    }

    [Fact]
    public async Task A_message_that_a_mail_reader_moved_or_deleted_is_found_or_forgotten()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        string deleted = await store.StoreAsync("deleted", Token);
        string moved = await store.StoreAsync("moved", Token);
        File.Delete(Path.Combine(MaildirPath, "new", deleted));
        File.Move(Path.Combine(MaildirPath, "new", moved), Path.Combine(MaildirPath, "cur", moved + ":2,RS"));

        IMessageLease lease = await queue.LeaseAsync(Token);
        Assert.Equal(moved, lease.Message.Id);
        await lease.CompleteAsync(delete: true, Token);
        Assert.Empty(Directory.GetFiles(Path.Combine(MaildirPath, "cur")));
        Assert.False(File.Exists(Path.Combine(MaildirPath, "envelopes", moved + ".json")));
        Assert.Equal(new QueueStatus("work", 0, 0, 0), await queue.GetStatusAsync(Token));
    }

    [Fact]
    public async Task Where_the_journal_cannot_be_written_nothing_is_promised()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        IMessageQueue queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        await store.StoreAsync("x", Token);
        // A folder in the way of the file that the journal is written to when it has grown.
        Directory.CreateDirectory(Journal + ".new");
        Directory.CreateDirectory(Path.Combine(Journal + ".new", "full"));
        StoreException? failure = null;
        int attempts = 0;
        while (failure is null && attempts < 2_500)
        {
            try
            {
                await (await queue.LeaseAsync(Token)).ReleaseAsync(Token);
                attempts++;
            }
            catch (StoreException exception)
            {
                failure = exception;
            }
        }

        Assert.NotNull(failure);
        Directory.Delete(Journal + ".new", recursive: true);
        IMessageLease lease = await queue.LeaseAsync(Token);
        Assert.Equal(1, lease.Attempt);
        await lease.CompleteAsync(cancellationToken: Token);
    }
}
