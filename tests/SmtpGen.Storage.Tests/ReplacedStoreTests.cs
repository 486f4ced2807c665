namespace SmtpGen.Storage.Tests;

/// <summary>What is stored where nobody can open it again is not stored.</summary>
public sealed class ReplacedStoreTests : StoreContract
{
    public static TheoryData<string, string> Parts => new()
    {
        { "sqlite", "mail.db" },
        { "sqlite", "mail.db-wal" },
        { "sqlite", "mail.db-shm" },
        { "maildir", "mail" },
        { "maildir", "mail/new" },
        { "maildir", "mail/envelopes" },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    [InlineData("maildir", "mail/tmp")]
    public async Task A_store_of_which_a_part_was_removed_refuses_and_serves_again_when_it_is_back(string kind, string part)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "open files can be removed, and told apart, on Linux");
        string path = Path.Combine(Root, part);
        await using IMessageStore store = Open(kind);
        string before = await store.StoreAsync("before", Token);

        Directory.Move(path, path + ".away");
        await AssertRefusedAsync(store, path);
        Directory.Move(path + ".away", path);
        string after = await store.StoreAsync("after", Token);

        Assert.Equal([before, after], (await store.ListAllAsync(Token)).Select(message => message.Id));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_store_of_which_a_part_was_replaced_refuses(string kind, string part)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "open files can be removed, and told apart, on Linux");
        string path = Path.Combine(Root, part);
        await using IMessageStore store = Open(kind);
        await store.StoreAsync("before", Token);

        Directory.Move(path, path + ".away");
        if (kind == "sqlite")
            await File.WriteAllTextAsync(path, "", Token);
        else
            CopyFolders(path + ".away", path);
        await AssertRefusedAsync(store, path);
    }

    private static async Task AssertRefusedAsync(IMessageStore store, string path)
    {
        for (int time = 0; time < 2; time++)
        {
            StoreException failure = await Assert.ThrowsAsync<StoreException>(() => store.StoreAsync("refused", Token));
            Assert.Equal(StoreFailure.Failed, failure.Kind);
            Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        }
    }

    private static void CopyFolders(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string folder in Directory.EnumerateDirectories(source))
            Directory.CreateDirectory(Path.Combine(target, Path.GetFileName(folder)));
    }
}
