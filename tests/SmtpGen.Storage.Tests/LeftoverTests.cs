using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

public sealed class LeftoverTests : TemporaryDirectory
{
    private string Temporary => Path.Combine(MaildirPath, "tmp");

    private string Envelopes => Path.Combine(MaildirPath, "envelopes");

    [Fact]
    public async Task Spool_files_that_a_crash_left_are_removed_at_the_next_opening()
    {
        string leftover = DatabasePath + ".spool-0123";
        string unrelated = Path.Combine(Root, "other.db.spool-0123");
        await File.WriteAllTextAsync(leftover, "x", Token);
        await File.WriteAllTextAsync(unrelated, "x", Token);
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        Assert.False(File.Exists(leftover));
        Assert.True(File.Exists(unrelated));
    }

    [Fact]
    public async Task A_spool_file_in_use_survives_another_opening()
    {
        byte[] body = Messages.RandomOctets(1_000_000);
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        await using IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
        await writer.WriteAsync(body, Token);
        await using (SqliteMessageStore.Open(DatabasePath))
            Assert.Single(Directory.GetFiles(Root, "*.spool-*"));
        string id = await writer.CommitAsync(Token);
        Messages.AssertSame(body, await store.ReadAsync(id, Token));
    }

    [Fact]
    public async Task Dead_deliveries_are_removed_after_36_hours()
    {
        await MaildirMessageStore.Open(MaildirPath).DisposeAsync();
        string old = await CreateAsync(Temporary, "old", TimeSpan.FromHours(37));
        string young = await CreateAsync(Temporary, "young", TimeSpan.FromHours(35));
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public async Task Envelopes_of_messages_that_are_gone_are_removed_and_others_stay()
    {
        string kept, gone;
        await using (MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath))
        {
            kept = await store.StoreAsync("kept", Token);
            gone = await store.StoreAsync("gone", Token);
        }

        foreach (string path in Directory.EnumerateFiles(Envelopes))
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-37));
        File.Move(Path.Combine(MaildirPath, "new", kept), Path.Combine(MaildirPath, "cur", kept + ":2,S"));
        File.Delete(Path.Combine(MaildirPath, "new", gone));
        string young = await CreateAsync(Envelopes, "1.young.json", TimeSpan.FromHours(35));

        await using MaildirMessageStore reopened = MaildirMessageStore.Open(MaildirPath);
        Assert.Equal(
            new[] { Path.Combine(Envelopes, kept + ".json"), young }.Order(StringComparer.Ordinal),
            Directory.GetFiles(Envelopes).Order(StringComparer.Ordinal));
        Assert.Equal("alice@example.org", (await reopened.FindAsync(kept, Token))!.Envelope.ReversePath);
    }

    [Fact]
    public async Task What_an_ended_process_of_this_host_left_is_removed()
    {
        await MaildirMessageStore.Open(MaildirPath).DisposeAsync();
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string host = MaildirName.EscapeHost(Environment.MachineName);
        // No process has this number: the system's limit is 4194304.
        string dead = $"{now}.M000001P99999999Q1.{host}";
        string before = $"{now - 1_000_000}.M000001P{Environment.ProcessId}Q1.{host}";
        string own = MaildirName.Next();
        string elsewhere = $"{now}.M000001P99999999Q1.elsewhere";
        foreach (string name in (string[])[dead, before, own, elsewhere])
        {
            await CreateAsync(Temporary, name, TimeSpan.Zero);
            await CreateAsync(Envelopes, name + ".json", TimeSpan.FromMinutes(11));
        }

        string locked = $"{now}.M000002P99999999Q2.{host}";
        await using FileStream writing = SpoolFiles.CreateFile(Path.Combine(Temporary, locked));
        string delivered = $"{now}.M000003P99999999Q3.{host}";
        await CreateAsync(Envelopes, delivered + ".json", TimeSpan.FromMinutes(11));
        await CreateAsync(Path.Combine(MaildirPath, "cur"), delivered + ":2,S", TimeSpan.Zero);

        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);

        Assert.Equal(new[] { own, elsewhere, locked }.Order(), Directory.GetFiles(Temporary).Select(Path.GetFileName).Order());
        Assert.Equal(
            new[] { own, elsewhere, delivered }.Order(), Directory.GetFiles(Envelopes).Select(Path.GetFileNameWithoutExtension).Order());
    }

    [Fact]
    public async Task An_envelope_stays_for_ten_minutes_since_its_writer_may_run_where_its_process_cannot_be_seen()
    {
        await MaildirMessageStore.Open(MaildirPath).DisposeAsync();
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string name = $"{now}.M000001P99999999Q1.{MaildirName.EscapeHost(Environment.MachineName)}";
        string envelope = await CreateAsync(Envelopes, name + ".json", TimeSpan.FromMinutes(9));
        await MaildirMessageStore.Open(MaildirPath).DisposeAsync();
        Assert.True(File.Exists(envelope));
        File.SetLastWriteTimeUtc(envelope, DateTime.UtcNow.AddMinutes(-11));
        await MaildirMessageStore.Open(MaildirPath).DisposeAsync();
        Assert.False(File.Exists(envelope));
    }

    [Fact]
    public async Task A_maildir_is_swept_while_it_is_open()
    {
        var time = new ManualTime();
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath, StoreAccess.ReadWrite, createFile: null, time);
        string dead = await CreateAsync(Temporary, "old", TimeSpan.FromHours(37));
        string orphan = await CreateAsync(Envelopes, "1.gone.json", TimeSpan.FromHours(37));
        string id = await store.StoreAsync("kept", Token);

        time.Elapse();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (File.Exists(dead) || File.Exists(orphan))
            await Task.Delay(10, patience.Token);

        Assert.Equal("alice@example.org", (await store.FindAsync(id, Token))!.Envelope.ReversePath);
    }

    private static async Task<string> CreateAsync(string folder, string name, TimeSpan age)
    {
        string path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, "x", Token);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
        return path;
    }
}
