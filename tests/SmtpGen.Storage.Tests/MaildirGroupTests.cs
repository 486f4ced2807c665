namespace SmtpGen.Storage.Tests;

public sealed class MaildirGroupTests : TemporaryDirectory
{
    private const int Senders = 20;

    [Fact]
    public async Task Messages_that_wait_together_share_a_group_and_are_written_at_the_same_time()
    {
        using var first = new ManualResetEventSlim();
        // Each file of the second group waits until the others are being written, too.
        using var together = new CountdownEvent(Senders);
        int created = 0;
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath, StoreAccess.ReadWrite, path =>
        {
            if (Interlocked.Increment(ref created) == 1)
            {
                first.Wait(Token);
            }
            else
            {
                together.Signal();
                Assert.True(together.Wait(TimeSpan.FromSeconds(30)), "the files are written one after the other");
            }

            return SpoolFiles.CreateFile(path);
        });

        Task<string> alone = store.StoreAsync("alone", Token);
        while (Volatile.Read(ref created) == 0)
            await Task.Delay(1, Token);
        Task<string>[] commits = [.. Enumerable.Range(0, Senders).Select(number => store.StoreAsync($"{number}", Token))];
        first.Set();
        await alone;
        string[] ids = await Task.WhenAll(commits);

        Assert.Equal(2, store.CommitCount);
        foreach ((string id, int number) in ids.Select((id, number) => (id, number)))
            Assert.Equal($"{number}", await store.ReadTextAsync(id, Token));
    }
}
