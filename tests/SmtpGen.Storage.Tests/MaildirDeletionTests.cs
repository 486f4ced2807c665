namespace SmtpGen.Storage.Tests;

public sealed class MaildirDeletionTests : TemporaryDirectory
{
    private const int Count = 60;
    private const int AtOnce = 10;

    private string New => Path.Combine(MaildirPath, "new");

    private string Current => Path.Combine(MaildirPath, "cur");

    [Fact]
    public async Task Unread_messages_are_deleted_without_a_listing()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        List<string> ids = await StoreAsync(store);
        long before = store.ListingCount;
        foreach (string[] some in ids.Chunk(AtOnce))
            await store.DeleteAsync(some, Token);
        Assert.Equal(before, store.ListingCount);
        AssertEmpty();
    }

    [Fact]
    public async Task Read_messages_are_deleted_in_steps_with_one_listing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        List<string> ids = await StoreAsync(store);
        foreach (string id in ids)
            Read(id, "FS");
        long before = store.ListingCount;
        foreach (string[] some in ids.Chunk(AtOnce))
            await store.DeleteAsync(some, Token);
        Assert.Equal(before + 1, store.ListingCount);
        AssertEmpty();
    }

    [Fact]
    public async Task Messages_that_are_gone_cost_a_deletion_one_listing()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        List<string> ids = await StoreAsync(store);
        foreach (string id in ids)
            File.Delete(Path.Combine(New, id));
        long before = store.ListingCount;
        await store.DeleteAsync(ids, Token);
        Assert.Equal(before + 1, store.ListingCount);
        AssertEmpty();
    }

    [Fact]
    public async Task A_message_whose_flags_changed_since_the_listing_is_found_by_another()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string first = await store.StoreAsync("first", Token);
        string second = await store.StoreAsync("second", Token);
        Read(first, "S");
        Read(second, "S");
        await store.DeleteAsync([first], Token);
        File.Move(Path.Combine(Current, second + ":2,S"), Path.Combine(Current, second + ":2,RS"));
        await store.DeleteAsync([second], Token);
        AssertEmpty();
    }

    [Fact]
    public async Task A_listing_is_forgotten_after_a_while()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        var time = new ManualTime();
        var folders = new MaildirFolders(MaildirPath);
        folders.Create();
        using var listing = new MaildirListing(folders, time);
        await File.WriteAllTextAsync(Path.Combine(New, "1.name"), "x", Token);
        Assert.Empty(listing.Messages);
        listing.Renew();
        Assert.Equal(["1.name"], listing.Messages.Keys);
        time.Elapse();
        Assert.Empty(listing.Messages);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("../new/1.name")]
    [InlineData(".hidden")]
    [InlineData("")]
    public async Task An_id_that_names_no_file_of_the_folders_deletes_nothing(string id)
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string[] others =
        [
            Path.Combine(MaildirPath, "outside"), Path.Combine(MaildirPath, "outside.json"), Path.Combine(New, "1.name"),
            Path.Combine(New, "1.name.json"), Path.Combine(New, ".hidden"),
        ];
        foreach (string other in others)
            await File.WriteAllTextAsync(other, "x", Token);
        await store.DeleteAsync([id], Token);
        Assert.All(others, other => Assert.True(File.Exists(other), other));
        Assert.Null(await store.FindAsync(id, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    public async Task Messages_that_a_mail_reader_moved_while_they_are_listed_cost_no_further_listing(string flags)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        const int MoreThanAreReadAtOnce = 100;
        List<string> ids = await StoreAsync(store, MoreThanAreReadAtOnce);
        long before = store.ListingCount;
        var listed = new List<string>();
        await foreach (StoredMessage message in store.ListAsync(Token))
        {
            if (listed.Count == 0)
                ids.ForEach(id => Read(id, flags));
            listed.Add(message.Id);
        }

        Assert.Equal(ids, listed);
        Assert.Equal(before + 1, store.ListingCount);
    }

    [Fact]
    public async Task An_unread_message_is_found_by_its_name_without_a_listing()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync("x", Token);
        long before = store.ListingCount;
        Assert.Equal(id, (await store.FindAsync(id, Token))!.Id);
        Assert.Equal("x", await store.ReadTextAsync(id, Token));
        Assert.Equal(before, store.ListingCount);
    }

    private static async Task<List<string>> StoreAsync(MaildirMessageStore store, int count = Count)
    {
        var ids = new List<string>();
        for (int number = 0; number < count; number++)
            ids.Add(await store.StoreAsync($"{number}", Token));
        return ids;
    }

    private void Read(string id, string flags) => File.Move(Path.Combine(New, id), Path.Combine(Current, $"{id}:2,{flags}"));

    private void AssertEmpty()
    {
        foreach (string folder in (string[])[New, Current, Path.Combine(MaildirPath, "envelopes")])
            Assert.Empty(Directory.GetFiles(folder));
    }
}
