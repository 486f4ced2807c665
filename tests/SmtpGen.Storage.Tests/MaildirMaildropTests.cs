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
        Assert.Equal(5, index.Of(Bob, [.. folders.ListInOrder()]).Count());
        Assert.Equal(5, index.ReadCount);

        // Two of two recipients each were kept.
        Assert.Equal(5, index.Of(Bob, [.. folders.ListInOrder()]).Count());
        Assert.Equal(5 + 3, index.ReadCount);

        // What is gone makes room.
        foreach (MaildirEntry entry in folders.ListInOrder().Take(2))
            File.Delete(entry.Path);
        Assert.Equal(3, index.Of(Bob, [.. folders.ListInOrder()]).Count());
        Assert.Equal(3, index.Of(Bob, [.. folders.ListInOrder()]).Count());
        Assert.Equal(5 + 3 + 3 + 1, index.ReadCount);
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

    private static async Task<string> UniqueIdAsync(MaildirMessageStore store)
    {
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        return Assert.Single(maildrop.Messages).UniqueId;
    }
}
