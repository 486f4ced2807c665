using System.Text;

namespace SmtpGen.Storage.Tests;

public sealed class MaildirTests : TemporaryDirectory
{
    [Fact]
    public async Task A_delivered_message_is_a_file_in_new_with_exactly_its_octets()
    {
        byte[] body = "Subject: x\r\n\r\nbody without end"u8.ToArray();
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync(Messages.Envelope(), body, Token);
        Assert.Equal(body, await File.ReadAllBytesAsync(Path.Combine(MaildirPath, "new", id), Token));
        Assert.Empty(Directory.GetFiles(Path.Combine(MaildirPath, "tmp")));
        Assert.Empty(Directory.GetFiles(Path.Combine(MaildirPath, "cur")));
    }

    [Fact]
    public async Task A_name_follows_the_convention()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync("x", Token);
        Assert.Matches($@"^\d{{10,}}\.M\d{{6}}P{Environment.ProcessId}Q\d+\.[^/:]+$", id);
        Assert.Equal(@"a\057b\072c", MaildirName.EscapeHost("a/b:c"));
    }

    [Theory]
    [InlineData("S")]
    [InlineData("FRS")]
    [InlineData("")]
    public async Task A_message_that_a_mail_reader_moved_to_cur_keeps_its_id_envelope_and_octets(string flags)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync("read me", Token);
        File.Move(Path.Combine(MaildirPath, "new", id), Path.Combine(MaildirPath, "cur", $"{id}:2,{flags}"));

        StoredMessage listed = Assert.Single(await store.ListAllAsync(Token));
        Assert.Equal(id, listed.Id);
        Assert.Equal("alice@example.org", listed.Envelope.ReversePath);
        Assert.Equal("read me", await store.ReadTextAsync(id, Token));
    }

    [Fact]
    public async Task A_message_of_another_program_is_listed_with_an_empty_envelope()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string foreign = Path.Combine(MaildirPath, "new", "1700000000.12345_1.elsewhere,S=7");
        await File.WriteAllTextAsync(foreign, "foreign", Token);
        File.SetLastWriteTimeUtc(foreign, DateTime.UnixEpoch.AddSeconds(1_700_000_001));
        string own = await store.StoreAsync("own", Token);

        List<StoredMessage> listed = await store.ListAllAsync(Token);
        Assert.Equal(["1700000000.12345_1.elsewhere,S=7", own], listed.Select(message => message.Id));
        Assert.Equal("", listed[0].Envelope.ReversePath);
        Assert.Empty(listed[0].Envelope.ForwardPaths);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_001), listed[0].Envelope.ReceivedAt);
        Assert.Equal("foreign", await store.ReadTextAsync(listed[0].Id, Token));
    }

    [Fact]
    public async Task A_message_whose_envelope_was_damaged_is_still_listed()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync("x", Token);
        await File.WriteAllTextAsync(Path.Combine(MaildirPath, "envelopes", id + ".json"), "{ \"reversePath\":", Token);
        Assert.Equal("", Assert.Single(await store.ListAllAsync(Token)).Envelope.ReversePath);
    }

    [Fact]
    public async Task The_beginning_of_one_id_finds_it_and_the_beginning_of_two_finds_none()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        foreach (string name in (string[])["100.M1P1Q1.host", "100.M1P1Q1.hostess", "200.M1P1Q1.host"])
            await File.WriteAllTextAsync(Path.Combine(MaildirPath, "new", name), name, Token);

        Assert.Equal("200.M1P1Q1.host", (await store.FindAsync("2", Token))!.Id);
        Assert.Equal("200.M1P1Q1.host", await store.ReadTextAsync("200.M", Token));
        Assert.Null(await store.FindAsync("100", Token));
        Assert.Equal("100.M1P1Q1.host", (await store.FindAsync("100.M1P1Q1.host", Token))!.Id);
    }

    [Fact]
    public async Task Names_sort_by_time_as_numbers()
    {
        string[] inOrder = ["9.M5P1Q1.h", "10.M9P9Q1.h", "10.M10P1Q1.h", "10.M10P1Q2.h", "10.M10P1Q10.h", "11.h", "12.M1P1.h,S=3"];
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        foreach (string name in inOrder.Reverse())
            await File.WriteAllTextAsync(Path.Combine(MaildirPath, name.Length % 2 == 0 ? "new" : "cur", name), "", Token);
        Assert.Equal(inOrder, (await store.ListAllAsync(Token)).Select(message => message.Id));
    }

    [Fact]
    public async Task An_envelope_is_readable_json_beside_the_mailbox()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync(Messages.Envelope("用户@example.com"), Encoding.ASCII.GetBytes("x"), Token);
        string json = await File.ReadAllTextAsync(Path.Combine(MaildirPath, "envelopes", id + ".json"), Token);
        Assert.Contains("\"reversePath\": \"alice@example.org\"", json, StringComparison.Ordinal);
        Assert.Contains("用户@example.com", json, StringComparison.Ordinal);
    }
}
