using System.Text;

namespace SmtpGen.Storage.Tests;

/// <summary>What lists say of a message is kept with it; its body is not read for it again.</summary>
public sealed class SummaryTests : StoreContract
{
    [Theory]
    [InlineData("Subject: one\r\n\r\n", "one")]
    [InlineData("subject:one\n\n", "one")]
    [InlineData("From: a@b\r\nSUBJECT:  one\r\n\ttwo \r\n three\r\nTo: c@d\r\n\r\nSubject: body\r\n", "one\ttwo  three")]
    [InlineData("Subject: first\r\nSubject: second\r\n\r\n", "first")]
    [InlineData("Subject: Grüße\r\n\r\n", "Grüße")]
    [InlineData("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\n", "=?utf-8?q?Gr=C3=BC=C3=9Fe?=")]
    [InlineData("Subject:\r\n\r\n", "")]
    [InlineData("Subject: no end", "no end")]
    [InlineData("X-Subject: one\r\nSubjects: two\r\n\r\n", null)]
    [InlineData("\r\nSubject: body\r\n", null)]
    [InlineData("", null)]
    public async Task The_subject_is_kept_as_it_stands_and_unfolded(string body, string? expected)
    {
        foreach (string kind in (string[])["sqlite", "maildir"])
        {
            await using IMaildropStore store = Open(kind);
            string id = await store.StoreAsync(body, Token);
            Assert.Equal(expected, (await store.FindAsync(id, Token))!.Subject);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_date_is_kept(string kind)
    {
        await using IMaildropStore store = Open(kind);
        string id = await store.StoreAsync("Date: Sat, 28 Feb 2026\r\n 23:59:59 +0900\r\n\r\n", Token);
        Assert.Equal("Sat, 28 Feb 2026 23:59:59 +0900", (await store.FindAsync(id, Token))!.Date);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_a_header_without_end_the_first_64_KB_are_read_and_4_KB_of_a_subject_are_kept(string kind)
    {
        var header = new StringBuilder("Subject: ").Append('s', 10_000).Append("\r\n");
        while (header.Length < 3 * MessageHeader.Limit)
            header.Append("X-Filler: ").Append('x', 60).Append("\r\n");
        header.Append("Date: late\r\n\r\n");
        await using IMaildropStore store = Open(kind);

        StoredMessage stored = (await store.FindAsync(await store.StoreAsync(header.ToString(), Token), Token))!;

        Assert.Equal(new string('s', 4095), stored.Subject);
        Assert.Null(stored.Date);
    }

    [Fact]
    public void No_more_of_a_long_body_is_read_than_its_header_and_its_end()
    {
        byte[] body = Encoding.ASCII.GetBytes("Subject: one\r\n\r\n" + new string('x', 10_000_000) + "\r\n");
        long read = 0;
        BodySummary summary = BodySummary.Of(body.Length, (offset, scratch) =>
        {
            int length = Math.Min(scratch.Length, body.Length - (int)offset);
            read += length;
            return body.AsSpan((int)offset, length);
        });
        Assert.Equal(new BodySummary("one", null, body.Length), summary);
        Assert.InRange(read, 1, 80 * 1024);
    }

    [Fact]
    public async Task A_message_of_another_program_in_a_Maildir_is_read_for_it()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        await File.WriteAllTextAsync(Path.Combine(MaildirPath, "new", "1.foreign"), "Subject: local\nDate: then\n\nbody\n", Token);
        StoredMessage message = Assert.Single(await store.ListAllAsync(Token));
        Assert.Equal(("local", "then"), (message.Subject, message.Date));
    }
}
