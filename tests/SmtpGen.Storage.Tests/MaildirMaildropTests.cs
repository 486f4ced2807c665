namespace SmtpGen.Storage.Tests;

public sealed class MaildirMaildropTests : TemporaryDirectory
{
    private static MaildropOwner Bob => MaildropOwner.Of("bob@example.com");

    private string New => Path.Combine(MaildirPath, "new");

    private string Current => Path.Combine(MaildirPath, "cur");

    private string Envelopes => Path.Combine(MaildirPath, "envelopes");

    [Fact]
    public async Task A_message_that_another_program_delivered_is_nobodys()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        await File.WriteAllTextAsync(Path.Combine(New, "1.foreign"), "Delivered-To: bob@example.com\n\ny", Token);
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        Assert.Empty(maildrop.Messages);
        Assert.Single(await store.ListAllAsync(Token));
    }

    [Fact]
    public async Task A_sidecar_is_read_at_the_first_login_and_when_it_has_changed()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        for (int number = 0; number < 5; number++)
            await store.StoreAsync(Messages.Envelope("bob@example.com", "carol@example.com"), "x"u8.ToArray(), Token);
        foreach (MaildropOwner owner in (MaildropOwner[])[Bob, MaildropOwner.Of("carol@example.com"), Bob])
        {
            await using IMaildrop maildrop = await store.OpenMaildropAsync(owner, Token);
            Assert.Equal(5, maildrop.Messages.Count);
            Assert.Equal(5, store.Sidecars.ReadCount);
        }

        await using (IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token))
            await maildrop.DeleteAsync([2, 3], Token);
        await using IMaildrop next = await store.OpenMaildropAsync(Bob, Token);
        Assert.Equal(3, next.Messages.Count);
        Assert.Equal(7, store.Sidecars.ReadCount);
    }

    [Fact]
    public async Task No_more_recipients_are_remembered_than_the_index_may_and_the_others_are_found_all_the_same()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        for (int number = 0; number < 5; number++)
            await store.StoreAsync(Messages.Envelope("bob@example.com", "carol@example.com"), "x"u8.ToArray(), Token);
        var folders = new MaildirFolders(MaildirPath);
        var index = new SidecarIndex(folders, most: 5);
        Assert.Equal(5, await CountAsync(index));
        Assert.Equal(5, index.ReadCount);

        // Two of two recipients each were kept.
        Assert.Equal(5, await CountAsync(index));
        Assert.Equal(5 + 3, index.ReadCount);

        // What is gone makes room.
        foreach (MaildirEntry entry in folders.ListInOrder().Take(2).ToList())
        {
            File.Delete(entry.Path);
            File.Delete(folders.EnvelopePath(entry.Name));
        }

        Assert.Equal(3, await CountAsync(index));
        long read = index.ReadCount;
        Assert.Equal(3, await CountAsync(index));
        Assert.Equal(read + 1, index.ReadCount);
    }

    [Fact]
    public async Task A_login_lists_no_folder_while_none_has_changed_and_sees_what_other_programs_did()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        for (int number = 0; number < 5; number++)
            await store.StoreAsync("x", Token);
        var folders = new MaildirFolders(MaildirPath);
        var index = new SidecarIndex(folders);
        Assert.Equal(5, await CountAsync(index));
        Assert.Equal(1, index.ListingCount);
        // What may have changed within what the time of a folder cannot tell is listed again.
        Assert.Equal(5, await CountAsync(index));
        Assert.Equal(2, index.ListingCount);

        Age(folders);
        for (int login = 0; login < 3; login++)
            Assert.Equal(5, await CountAsync(index));
        Assert.Equal(3, index.ListingCount);

        // Another process of the same store delivers, and a mail reader deletes.
        await using (MaildirMessageStore other = MaildirMessageStore.Open(MaildirPath))
            await other.StoreAsync("y", Token);
        Assert.Equal(6, await CountAsync(index));
        Age(folders);
        Assert.Equal(6, await CountAsync(index));
        File.Delete(folders.ListInOrder().First().Path);
        Assert.Equal(5, await CountAsync(index));
        Assert.Equal(6, index.ReadCount);
    }

    [Fact]
    public async Task Another_process_that_takes_a_recipient_off_a_message_is_seen()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        await store.StoreAsync(Messages.Envelope("bob@example.com", "carol@example.com"), "x"u8.ToArray(), Token);
        var folders = new MaildirFolders(MaildirPath);
        var index = new SidecarIndex(folders);
        Age(folders);
        Assert.Equal(1, await CountAsync(index));

        await using (IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token))
            await maildrop.DeleteAsync([1], Token);

        Assert.Equal(0, await CountAsync(index));
    }

    [Theory]
    [InlineData(":2,")]
    [InlineData(":2,RS")]
    public async Task A_message_that_a_mail_reader_has_moved_is_opened_without_a_listing(string flags)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync("moved", Token);
        File.Move(Path.Combine(New, id), Path.Combine(Current, id + flags));
        long before = store.ListingCount;
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        await using (Stream body = await maildrop.OpenAsync(1, Token))
            Assert.Equal(before, store.ListingCount);
    }

    [Theory]
    [InlineData("""{ "reversePath": "", "recipients": [{ "forwardPath": "bob@example.com" }], "receivedAt": "2026-03-01T08:00:00Z" }""", 1)]
    [InlineData("""{ "reversePath": "", "forwardPaths": ["bob@example.com"], "receivedAt": "2026-03-01T08:00:00Z" }""", 1)]
    [InlineData("""{ "reversePath": "", "recipients": [{ "forwardPath": null }, {}] }""", 0)]
    [InlineData("""{ "reversePath": "", "recipients": "bob@example.com" }""", 0)]
    [InlineData("""{ "reversePath": "" }""", 0)]
    [InlineData("""{ "recipients": [{ "forwardPath": "bob@example.com" }] }""", 0)]
    [InlineData("""{ "reversePath": "", "recipients": [{ "forwardPath": "bob@example.com" }], "sizeInLines": "x" }""", 0)]
    [InlineData("[]", 0)]
    [InlineData("{", 0)]
    [InlineData("", 0)]
    public async Task A_message_is_in_a_maildrop_when_its_sidecar_can_be_read_and_says_so(string sidecar, int count)
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync("x", Token);
        await File.WriteAllTextAsync(Path.Combine(Envelopes, id + ".json"), sidecar, Token);
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        Assert.Equal(count, maildrop.Messages.Count);
    }

    [Fact]
    public async Task A_message_that_a_mail_reader_moved_meanwhile_is_read_and_deleted_with_its_envelope()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync("moved", Token);
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        File.Move(Path.Combine(New, id), Path.Combine(Current, $"{id}:2,S"));

        using (var reader = new StreamReader(await maildrop.OpenAsync(1, Token)))
            Assert.Equal("moved\r\n", await reader.ReadToEndAsync(Token));
        await maildrop.DeleteAsync([1], Token);

        foreach (string folder in (string[])[New, Current, Envelopes])
            Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_message_keeps_its_unique_id_when_a_mail_reader_moves_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync("x", Token);
        string before = await UniqueIdAsync(store);
        File.Move(Path.Combine(New, id), Path.Combine(Current, $"{id}:2,FS"));
        Assert.Equal(before, await UniqueIdAsync(store));
    }

    [Fact]
    public async Task A_file_that_cannot_be_removed_is_reported_and_the_store_goes_on()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        await store.StoreAsync("x", Token);
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        Directory.Move(Current, Current + ".away");

        StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await maildrop.DeleteAsync([1], Token));

        Assert.Contains(MaildirPath, failure.Message, StringComparison.Ordinal);
        Directory.Move(Current + ".away", Current);
        await maildrop.DeleteAsync([1], Token);
        Assert.Empty(await store.ListAllAsync(Token));
    }

    [Fact]
    public void A_name_is_its_own_unique_id_up_to_70_characters()
    {
        string longest = "1772366400.M1P1Q1.".PadRight(70, 'h');
        Assert.Equal(longest, MaildirUniqueId.Of(longest));
    }

    [Theory]
    [InlineData("1772366400.M1P1Q1.hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh")]
    [InlineData("1.ü")]
    [InlineData("1. x")]
    public void A_name_that_POP3_does_not_allow_is_given_by_its_digest(string name)
        => Assert.Matches("^[0-9a-f]{64}$", MaildirUniqueId.Of(name));

    private static void Age(MaildirFolders folders)
    {
        foreach (string folder in (string[])[folders.New, folders.Current, folders.Envelopes])
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddMinutes(-1));
    }

    private static async Task<int> CountAsync(SidecarIndex index)
        => (await index.OfAsync(Bob, message => (bool?)true, Token)).Count;

    private static async Task<string> UniqueIdAsync(MaildirMessageStore store)
    {
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        return Assert.Single(maildrop.Messages).UniqueId;
    }
}
