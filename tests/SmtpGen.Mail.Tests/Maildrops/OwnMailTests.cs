namespace SmtpGen.Mail.Tests.Maildrops;

/// <summary>Over the wire, in both kinds of store, each user reads and deletes his own mail and nobody else's.</summary>
public class OwnMailTests
{
    private const int Timeout = 300_000;

    public static TheoryData<string> Kinds => ["sqlite", "maildir"];

    [Theory(Timeout = Timeout)]
    [MemberData(nameof(Kinds))]
    public async Task Each_user_lists_reads_and_deletes_his_own_messages_only(string kind)
    {
        await using var server = await Pop3Server.StartAsync(kind);
        await server.Mail.DeliverAsync("Subject: bob\r\n\r\n"u8.ToArray(), "bob@mx.example");
        await server.Mail.DeliverAsync("Subject: carol's\r\n\r\n"u8.ToArray(), "carol@mx.example");
        await server.Mail.DeliverAsync("Subject: the other\r\n\r\n"u8.ToArray(), "bob@other.example");
        await server.Mail.DeliverAsync("Subject: elsewhere\r\n\r\n"u8.ToArray(), "bob@elsewhere.example");

        foreach (var (user, subject) in new[] { ("bob", "bob"), ("carol", "carol's"), ("bob@other.example", "the other") })
        {
            await using var dialog = await Pop3Dialog.LogInAsync(server.Port, user);
            Assert.Single(await dialog.ListAsync("UIDL"));
            Assert.Equal([$"Subject: {subject}", ""], await dialog.ListAsync("RETR 1"));
            Assert.Equal("-ERR No such message", await dialog.AskAsync("RETR 2"));
            Assert.Equal("-ERR No such message", await dialog.AskAsync("DELE 2"));
            await dialog.AskAsync("DELE 1");
            Assert.Equal("+OK Bye", await dialog.AskAsync("QUIT"));
        }

        var left = new List<string>();
        await foreach (var message in server.Mail.Store.ListAsync(TestContext.Current.CancellationToken))
            left.AddRange(message.Envelope.ForwardPaths);
        Assert.Equal(["bob@elsewhere.example"], left);
    }

    [Theory(Timeout = Timeout)]
    [MemberData(nameof(Kinds))]
    public async Task A_message_to_two_is_there_for_the_other_when_one_has_deleted_it(string kind)
    {
        await using var server = await Pop3Server.StartAsync(kind);
        await server.Mail.DeliverAsync("Subject: both\r\n\r\n"u8.ToArray(), "bob@mx.example", "carol@mx.example");
        foreach (var user in new[] { "bob", "carol" })
        {
            await using var dialog = await Pop3Dialog.LogInAsync(server.Port, user);
            Assert.Equal(["Subject: both", ""], await dialog.ListAsync("RETR 1"));
            await dialog.AskAsync("DELE 1");
            await dialog.AskAsync("QUIT");
            await using var again = await Pop3Dialog.LogInAsync(server.Port, user);
            Assert.Equal("+OK 0 0", await again.AskAsync("STAT"));
        }
    }

    [Theory(Timeout = Timeout)]
    [InlineData("sqlite", "Subject: x\n\nlocal\n", new[] { "Subject: x", "", "local" })]
    [InlineData("maildir", "Subject: x\n\nlocal\n", new[] { "Subject: x", "", "local" })]
    [InlineData("maildir", "Subject: x\n\n.\nno end", new[] { "Subject: x", "", ".", "no end" })]
    [InlineData("sqlite", "Subject: x\r\n\r\nstray\n", new[] { "Subject: x", "", "stray\n" })]
    [InlineData("sqlite", "Subject: x\r\n\r\nreturn\r", new[] { "Subject: x", "", "return" })]
    public async Task However_a_message_ends_its_end_is_sent_and_its_size_was_announced(string kind, string message, string[] lines)
    {
        await using var server = await Pop3Server.StartAsync(kind);
        await server.Mail.DeliverAsync(message);
        int size = lines.Sum(line => line.Length + 2);
        await using var dialog = await Pop3Dialog.LogInAsync(server.Port);

        Assert.Equal($"+OK 1 {size}", await dialog.AskAsync("STAT"));
        Assert.Equal($"+OK 1 {size}", await dialog.AskAsync("LIST 1"));
        Assert.Equal(string.Join('\n', lines), string.Join('\n', Unstuffed(await dialog.ListAsync("RETR 1"))));
        Assert.Equal(string.Join('\n', lines), string.Join('\n', Unstuffed(await dialog.ListAsync("TOP 1 9"))));
        Assert.StartsWith("+OK", await dialog.AskAsync("NOOP"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Unstuffed(string[] lines) => lines.Select(line => line.StartsWith('.') ? line[1..] : line);
}
