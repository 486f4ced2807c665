using SmtpGen.Sasl;

namespace SmtpGen.Mail.Tests.Maildrops;

/// <summary>A whole conversation, without a socket.</summary>
public class ConversationTests
{
    private static readonly (string Client, string Server)[] s_conversation =
    [
        ("", "+OK mx.example POP3 ready\r\n"),
        ("CAPA\r\n",
            "+OK Capabilities follow\r\nTOP\r\nUIDL\r\nUSER\r\nSASL SCRAM-SHA-256 PLAIN LOGIN\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\n.\r\n"),
        ("STAT\r\n", "-ERR Not allowed now; allowed are CAPA, QUIT, USER, PASS, AUTH\r\n"),
        ("PASS x\r\n", "-ERR Send USER first\r\n"),
        ("AUTH PLAIN\r\n*\r\n", "+ \r\n-ERR Authentication cancelled\r\n"),
        ("AUTH PLAIN\r\n!\r\n", "+ \r\n-ERR The response is not base64\r\n"),
        ("AUTH PLAIN =\r\n", "-ERR The response does not follow the mechanism\r\n"),
        ("AUTH EXTERNAL\r\n", "-ERR The mechanism is not on offer\r\n"),
        ("auth plain\r\nAGJvYgBzZWNyZXQgd29yZA==\r\n", "+ \r\n+OK 2 messages (90 octets)\r\n"),
        ("USER bob\r\n", "-ERR Not allowed now; allowed are CAPA, STAT, LIST, RETR, DELE, NOOP, RSET, QUIT, TOP, UIDL\r\n"),
        ("STAT\r\nLIST\r\n", "+OK 2 90\r\n+OK Scan listing follows\r\n1 38\r\n2 52\r\n.\r\n"),
        ("LIST 2\r\n", "+OK 2 52\r\n"),
        ("LIST 3\r\n", "-ERR No such message\r\n"),
        ("LIST two\r\n", "-ERR Bad arguments; write LIST [<message>]\r\n"),
        ("RETR\r\n", "-ERR Bad arguments; write RETR <message>\r\n"),
        ("RETR 18446744073709551615\r\n", "-ERR No such message\r\n"),
        ("RETR 2\r\n",
            "+OK 52 octets\r\nSubject: dots\r\n\r\n..\r\n...\r\n..hidden\r\n\r\nmiddle . dot\r\n..\r\n.\r\n"),
        ("TOP 2 2\r\n", "+OK Header and first lines follow\r\nSubject: dots\r\n\r\n..\r\n...\r\n.\r\n"),
        ("TOP 1 0\r\n", "+OK Header and first lines follow\r\nSubject: one\r\n\r\n.\r\n"),
        ("DELE 1\r\n", "+OK Message 1 will be deleted by QUIT\r\n"),
        ("UIDL 1\r\n", "-ERR No such message\r\n"),
        ("RSET\r\nNOOP\r\n", "+OK 2 messages (90 octets)\r\n+OK Ok\r\n"),
        ("HELO mx.example\r\n", "-ERR No such command; there are CAPA STAT LIST RETR DELE NOOP RSET QUIT TOP UIDL USER PASS AUTH\r\n"),
        ("QUIT\r\nSTAT\r\n", "+OK Bye\r\n"),
    ];

    private static string Client => string.Concat(s_conversation.Select(turn => turn.Client));

    private static string Server => string.Concat(s_conversation.Select(turn => turn.Server));

    [Fact]
    public async Task It_is_the_same_wherever_it_is_cut()
    {
        await using var mail = await MailAsync();
        Assert.Equal(Server, await TalkAsync(mail, Client));
        Assert.Equal(Server, await TalkAsync(mail, [.. Client.Select(octet => octet.ToString())]));
        for (int at = 1; at < Client.Length; at++)
            Assert.Equal(Server, await TalkAsync(mail, Client[..at], Client[at..]));
    }

    [Theory]
    [InlineData("secret word ", "+OK 2 messages (90 octets)")]
    [InlineData("secret word", "-ERR [AUTH] Wrong name or password")]
    [InlineData("secret word  ", "-ERR [AUTH] Wrong name or password")]
    public async Task Spaces_at_the_end_of_a_password_belong_to_it(string password, string answer)
    {
        await using var mail = await MailAsync();
        string users = mail.PathOf("spaced");
        await File.WriteAllTextAsync(users, "bob:{PLAIN}secret word \n", TestContext.Current.CancellationToken);

        string answers = await Conversation.TalkAsync(mail.Store, UsersFile.Open(users), $"USER bob\r\nPASS {password}\r\n");

        Assert.EndsWith(answer + "\r\n", answers, StringComparison.Ordinal);
    }

    private static async Task<MailStore> MailAsync()
    {
        var mail = new MailStore();
        await mail.DeliverAsync(Messages.Short, Messages.Dotted);
        return mail;
    }

    private static Task<string> TalkAsync(MailStore mail, params string[] pieces) =>
        Conversation.TalkAsync(mail.Store, mail.Users, pieces);
}
