using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

public sealed class FullDiskTests : TemporaryDirectory
{
    private const string FullDevice = "/dev/full";

    private int _created;

    [Fact]
    public async Task A_message_beyond_the_databases_limit_is_refused_as_full_and_the_others_stay()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath, maximumSize: 400_000);
        string before = await store.StoreAsync("before", Token);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => store.StoreAsync(Messages.Envelope(), new byte[1_000_000], Token));
        string after = await store.StoreAsync("after", Token);

        Assert.Equal(StoreFailure.Full, failure.Kind);
        Assert.Contains(DatabasePath, failure.Message, StringComparison.Ordinal);
        Assert.Equal([before, after], (await store.ListAllAsync(Token)).Select(message => message.Id));
        Assert.Equal("before", await store.ReadTextAsync(before, Token));
    }

    [Fact]
    public async Task A_message_too_large_for_the_database_does_not_take_its_group_along()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath, maximumSize: 400_000);
        int[] sizes = [10, 1_000_000, 20, 30];
        Task<string>[] commits = [.. sizes.Select(size => store.StoreAsync(Messages.Envelope(), new byte[size], Token))];

        Assert.Equal(StoreFailure.Full, (await Assert.ThrowsAsync<StoreException>(() => commits[1])).Kind);
        foreach (int index in (int[])[0, 2, 3])
            Assert.Equal(sizes[index], (await store.ReadAsync(await commits[index], Token)).Length);
    }

    [Fact]
    public async Task A_full_disk_under_the_spool_is_reported_by_the_write()
    {
        Assert.SkipUnless(File.Exists(FullDevice), "needs /dev/full, a device on which every write finds the disk full");
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath, StoreAccess.ReadWrite, null, _ => OpenFullDevice());
        IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            async () => await writer.WriteAsync(new byte[1_000_000], Token));

        Assert.Equal(StoreFailure.Full, failure.Kind);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.CommitAsync(Token));
        await writer.DisposeAsync();
        Assert.Equal("1", await store.StoreAsync("small ones still fit", Token));
    }

    [Fact]
    public async Task A_full_disk_under_a_maildir_refuses_the_message_and_leaves_nothing()
    {
        Assert.SkipUnless(File.Exists(FullDevice), "needs /dev/full, a device on which every write finds the disk full");
        bool full = false;
        await using MaildirMessageStore store = MaildirMessageStore.Open(
            MaildirPath, StoreAccess.ReadWrite, path => full ? OpenFullDevice() : SpoolFiles.CreateFile(path));
        string before = await store.StoreAsync("before", Token);
        full = true;
        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => store.StoreAsync("refused", Token));
        full = false;
        string after = await store.StoreAsync("after", Token);

        Assert.Equal(StoreFailure.Full, failure.Kind);
        Assert.Contains(MaildirPath, failure.Message, StringComparison.Ordinal);
        Assert.Equal([before, after], (await store.ListAllAsync(Token)).Select(message => message.Id));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(MaildirPath, "envelopes")).Length);
        Assert.Empty(Directory.GetFiles(Path.Combine(MaildirPath, "tmp")));
    }

    [Fact]
    public async Task A_message_that_cannot_be_moved_into_new_leaves_no_envelope()
    {
        // The file is not where the store expects it, so the rename fails, after the envelope was written.
        await using MaildirMessageStore store = MaildirMessageStore.Open(
            MaildirPath, StoreAccess.ReadWrite, path => SpoolFiles.CreateFile($"{path}.elsewhere"));
        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => store.StoreAsync("refused", Token));

        Assert.Equal(StoreFailure.Failed, failure.Kind);
        Assert.Empty(await store.ListAllAsync(Token));
        Assert.Empty(Directory.GetFiles(Path.Combine(MaildirPath, "envelopes")));
    }

    [Fact]
    public async Task A_message_that_fails_does_not_take_its_maildir_group_along()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(
            MaildirPath, StoreAccess.ReadWrite, path => ++_created == 3 ? throw new IOException("third time unlucky") : SpoolFiles.CreateFile(path));
        Task<string>[] commits = [.. Enumerable.Range(0, 8).Select(number => store.StoreAsync($"{number}", Token))];
        await Task.WhenAll(commits.Select(commit => commit.ContinueWith(_ => { }, Token)));

        Task<string> failed = Assert.Single(commits, commit => commit.IsFaulted);
        Assert.Contains("third time unlucky", failed.Exception!.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal(7, (await store.ListAllAsync(Token)).Count);
        Assert.Equal(7, Directory.GetFiles(Path.Combine(MaildirPath, "envelopes")).Length);
    }

    private static FileStream OpenFullDevice()
        => new(FullDevice, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
}
