using System.Net.Security;
using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Protocols.Tests.Dialogs;
using SmtpGen.Runtime.Client;
using LmtpOptions = SmtpGen.Protocols.Lmtp.LmtpOptions;
using LmtpProtocolClient = SmtpGen.Protocols.Lmtp.LmtpProtocolClient;
using LmtpSession = SmtpGen.Protocols.Lmtp.LmtpSession;
using LmtpState = SmtpGen.Protocols.Lmtp.LmtpState;

namespace SmtpGen.Protocols.Tests.Client;

public class ClientTests
{
    private const string Greeting = "220 mx.example ESMTP\r\n";
    private const string Hello = "250-mx.example\r\n250-SIZE 1000\r\n250-STARTTLS\r\n250-AUTH PLAIN LOGIN\r\n250 AUTH=LOGIN\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_goes_to_the_server_as_it_is()
    {
        var handler = new DialogHandler();
        await using var client = new SmtpProtocolClient(new MemoryServer(new SmtpSession(handler, new SmtpOptions())));
        (await client.ReadGreetingAsync(Token)).EnsurePositive();
        (await client.EhloAsync("client.example", Token)).EnsurePositive();
        (await client.MailAsync("alice@client.example", cancellationToken: Token)).EnsurePositive();
        (await client.RcptAsync("bob@mx.example", cancellationToken: Token)).EnsurePositive();
        var asked = await client.DataAsync(Token);
        var stored = await client.SendMessageAsync(new MemoryStream("Subject: dots\r\n\r\n.\r\n..a\r\n"u8.ToArray()), Token);

        Assert.Equal(SmtpDataReply.StartInput, asked.Kind);
        Assert.Equal((SmtpMessageReply.Queued, 250, "2.0.0", "Stored as 1"), (stored.Kind, stored.Code, stored.EnhancedCode, stored.Text));
        Assert.Equal("Subject: dots\r\n\r\n.\r\n..a\r\n", Encoding.ASCII.GetString(handler.Bodies[0]));
    }

    [Fact]
    public async Task Commands_may_be_written_before_their_replies_are_read()
    {
        var server = new ScriptedStream(Greeting, Hello, "250 2.1.0 ok\r\n550 5.1.1 who?\r\n", "250 2.1.5 ok\r\n354 go on\r\n");
        await using var client = await GreetAsync(server);
        client.Commands.Mail("alice@client.example");
        client.Commands.Rcpt("nobody@mx.example");
        client.Commands.Rcpt("bob@mx.example");
        client.Commands.Data();

        int[] codes = [await Code(), await Code(), await Code(), await Code()];

        Assert.Equal([250, 550, 250, 354], codes);
        Assert.EndsWith(
            "MAIL FROM:<alice@client.example>\r\nRCPT TO:<nobody@mx.example>\r\nRCPT TO:<bob@mx.example>\r\nDATA\r\n", server.Received, StringComparison.Ordinal);
        Assert.Equal(SmtpState.Recipients, client.State);

        async Task<int> Code() => (await client.ReadReplyAsync(Token)).Code;
    }

    [Fact]
    public async Task What_the_server_lists_is_known_until_it_may_have_changed()
    {
        await using var client = await GreetAsync(new ScriptedStream(Greeting, Hello, "250 mx.example\r\n"));

        Assert.Equal(["SIZE", "STARTTLS", "AUTH"], client.Capabilities.Keywords);
        Assert.Equal(("1000", "PLAIN LOGIN", null), (client.Capabilities["size"], client.Capabilities["AUTH"], client.Capabilities["DSN"]));
        await client.HeloAsync("client.example", Token);
        Assert.Empty(client.Capabilities.Keywords);
    }

    [Fact]
    public async Task A_command_that_the_state_refuses_is_not_sent_and_the_way_to_it_is_named()
    {
        var server = new ScriptedStream(Greeting, Hello, "550 5.7.1 Go away\r\n");
        await using var client = await GreetAsync(server);
        await client.MailAsync("alice@client.example", cancellationToken: Token);
        int sent = server.Received.Length;

        var refused = Assert.Throws<InvalidOperationException>(client.Commands.Data);

        Assert.Equal(
            "DATA cannot be sent in the state Idle. Send MAIL, RCPT first. The last refusal was \"550 5.7.1 Go away\" to MAIL FROM:<alice@client.example>.",
            refused.Message);
        Assert.Equal(sent, server.Received.Length);
    }

    [Theory]
    [InlineData("a@b>\r\nDATA", "\"MAIL FROM:<a@b>\r\nDATA>\" cannot be sent: \"<CR><LF>DATA>\" cannot stand there. Write MAIL FROM:<reverse-path> [params].")]
    [InlineData("alice", "\"MAIL FROM:<alice>\" cannot be sent: \">\" cannot stand there. Write MAIL FROM:<reverse-path> [params].")]
    public async Task What_the_grammar_does_not_match_is_never_sent(string sender, string message)
    {
        await using var client = await GreetAsync(new ScriptedStream(Greeting, Hello));

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => client.Commands.Mail(sender)).Message);
        client.Commands.Mail("");
    }

    [Fact]
    public async Task A_parameter_needs_a_server_that_lists_its_extension()
    {
        await using var client = await GreetAsync(new ScriptedStream(Greeting, Hello));

        Assert.Equal(
            "MAIL SMTPUTF8 needs a server that lists SMTPUTF8; it lists SIZE, STARTTLS, AUTH.",
            Assert.Throws<InvalidOperationException>(() => client.Commands.Mail("a@b", new SmtpMailParameters { Utf8 = true })).Message);
        client.Commands.Mail("a@b", new SmtpMailParameters { Size = 10 });
    }

    [Theory]
    [InlineData("hello\r\n", "three digits")]
    [InlineData("299\n", "without CR")]
    [InlineData("250-a\r\n251 b\r\n", "same code")]
    [InlineData("250a\r\n", "space or a hyphen")]
    [InlineData("199 a\r\n", "three digits")]
    [InlineData("250 a\0b\r\n", "CR or NUL")]
    public async Task What_is_no_reply_is_quoted(string answer, string why)
    {
        await using var client = await GreetAsync(new ScriptedStream(Greeting, Hello, answer));

        var violation = await Assert.ThrowsAsync<ProtocolViolationException>(() => client.NoopAsync(cancellationToken: Token).AsTask());

        Assert.Contains(why, violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_without_end_is_given_up()
    {
        await using var endless = await GreetAsync(new ScriptedStream([Greeting, Hello, .. Enumerable.Repeat("250-more\r\n", 600)]));
        await using var longLine = await GreetAsync(new ScriptedStream(Greeting, Hello, "250 " + new string('a', 600)));

        Assert.Contains("512 lines", (await Assert.ThrowsAsync<ProtocolViolationException>(() => endless.NoopAsync(cancellationToken: Token).AsTask())).Message, StringComparison.Ordinal);
        Assert.Contains("512 octets", (await Assert.ThrowsAsync<ProtocolViolationException>(() => longLine.NoopAsync(cancellationToken: Token).AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_positive_answer_that_is_none_to_the_command_ends_the_session()
    {
        await using var client = await GreetAsync(new ScriptedStream(Greeting, Hello, "250 ok\r\n", "250 ok\r\n", "250 stored?\r\n"));
        await client.MailAsync("a@b", cancellationToken: Token);
        await client.RcptAsync("c@d", cancellationToken: Token);

        var violation = await Assert.ThrowsAsync<ProtocolViolationException>(() => client.DataAsync(Token).AsTask());

        Assert.Equal("The server answered DATA with 250, which is not an answer to it.", violation.Message);
    }

    [Fact]
    public async Task A_server_that_leaves_is_told_from_one_that_answers()
    {
        await using var client = await GreetAsync(new ScriptedStream(Greeting, Hello));

        Assert.Equal(
            "The server closed the connection instead of answering NOOP.",
            (await Assert.ThrowsAsync<EndOfStreamException>(() => client.NoopAsync(cancellationToken: Token).AsTask())).Message);
    }

    [Fact]
    public async Task A_service_that_closes_ends_the_session_whatever_it_answers()
    {
        await using var client = await GreetAsync(new ScriptedStream(Greeting, Hello, "421 4.3.2 bye\r\n"));

        var reply = await client.NoopAsync(cancellationToken: Token);

        Assert.Equal((SmtpNoopReply.ServiceClosing, SmtpState.Closed, true), (reply.Kind, client.State, client.IsClosed));
        Assert.Contains("the session is over", Assert.Throws<SessionEndedException>(client.Commands.Rset).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_text_behind_the_answer_to_STARTTLS_is_never_taken_for_protected()
    {
        await using var client = await GreetAsync(new ScriptedStream(Greeting, Hello, "220 go on\r\n250 injected\r\n"));

        var violation = await Assert.ThrowsAsync<ProtocolViolationException>(
            () => client.StartTlsAsync(new SslClientAuthenticationOptions { TargetHost = "mx.example" }, Token).AsTask());

        Assert.Contains("\"250 injected<CR><LF>\" in plain text", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_goes_line_by_line_and_no_transcript_shows_it()
    {
        var transcript = new List<string>();
        var server = new ScriptedStream(Greeting, Hello, "334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n", "535 5.7.8 no\r\n");
        await using var client = new SmtpProtocolClient(server, new ClientOptions { Transcript = entry => transcript.Add($"{entry.Kind} {entry.Text} [{entry.State}]") });
        await client.ReadGreetingAsync(Token);
        await client.EhloAsync("client.example", Token);
        transcript.Clear();

        await client.AuthAsync("LOGIN", cancellationToken: Token);
        await client.AuthResponseAsync("Ym9i", Token);
        var refused = await client.AuthResponseAsync("c2VjcmV0", Token);

        Assert.Equal(SmtpAuthReply.AuthFailed, refused.Kind);
        Assert.EndsWith("AUTH LOGIN\r\nYm9i\r\nc2VjcmV0\r\n", server.Received, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Sent AUTH LOGIN [Idle]", "Received 334 VXNlcm5hbWU6 [Idle/AUTH]", "Sent (hidden) [Idle/AUTH]",
                "Received 334 UGFzc3dvcmQ6 [Idle/AUTH]", "Sent (hidden) [Idle/AUTH]", "Received 535 5.7.8 no [Idle]",
            ],
            transcript);
    }

    [Fact]
    public async Task LMTP_answers_a_body_once_for_each_accepted_recipient()
    {
        var handler = new DialogHandler();
        handler.Answer("RCPT", "recipient-ok", null);
        handler.Answer("RCPT", "no-such-mailbox", null);
        await using var client = new LmtpProtocolClient(new MemoryServer(new LmtpSession(handler, new LmtpOptions())));
        await client.ReadGreetingAsync(Token);
        await client.LhloAsync("client.example", Token);
        await SendAsync(() => client.DataAsync(Token).AsTask());
        var dotted = await client.SendMessageAsync(new MemoryStream("Hi\r\n"u8.ToArray()), Token);
        await SendAsync(() => client.BdatAsync("Hi"u8.ToArray(), last: false, Token).AsTask());
        var chunked = await client.BdatAsync("\r\n"u8.ToArray(), last: true, Token);

        Assert.Equal((2, 3), (dotted.Count, chunked.Count));
        Assert.All(dotted.Concat<ClientReply>(chunked), reply => Assert.True(reply.IsPositive));
        Assert.Equal(LmtpState.Idle, client.State);

        async Task SendAsync(Func<Task> begin)
        {
            await client.MailAsync("a@b", cancellationToken: Token);
            foreach (string recipient in new[] { "x@mx.example", "y@mx.example", "z@mx.example" })
                await client.RcptAsync(recipient, cancellationToken: Token);
            await begin();
        }
    }

    [Fact]
    public async Task LMTP_counts_the_replies_to_RCPT_before_those_to_the_message()
    {
        var handler = new DialogHandler();
        handler.Answer("RCPT", "recipient-ok", null);
        handler.Answer("RCPT", "no-such-mailbox", null);
        await using var client = new LmtpProtocolClient(new MemoryServer(new LmtpSession(handler, new LmtpOptions())));
        await client.ReadGreetingAsync(Token);
        await client.LhloAsync("client.example", Token);
        client.Commands.Mail("a@b");
        foreach (string recipient in new[] { "x@mx.example", "y@mx.example", "z@mx.example" })
            client.Commands.Rcpt(recipient);
        client.Commands.Bdat("Hi"u8, last: true);
        client.Commands.Rset();

        var codes = new List<int>();
        while (client.RepliesDue > 0)
            codes.Add((await client.ReadReplyAsync(Token)).Code);

        Assert.Equal([250, 250, 550, 250, 250, 250, 250], codes);
        Assert.Equal(LmtpState.Idle, client.State);
    }

    [Fact]
    public async Task LMTP_answers_once_where_the_message_was_refused_before_its_last_chunk()
    {
        var handler = new DialogHandler();
        handler.Answer(DialogHandler.Body, "message-refused", null, atOnce: true);
        await using var client = new LmtpProtocolClient(new MemoryServer(new LmtpSession(handler, new LmtpOptions())));
        await client.ReadGreetingAsync(Token);
        await client.LhloAsync("client.example", Token);
        await client.MailAsync("a@b", cancellationToken: Token);
        await client.RcptAsync("x@mx.example", cancellationToken: Token);
        await client.RcptAsync("y@mx.example", cancellationToken: Token);
        client.Commands.Bdat("Hi"u8, last: false);
        client.Commands.Bdat("Ho"u8, last: true);

        int[] codes = [(await client.ReadReplyAsync(Token)).Code, (await client.ReadReplyAsync(Token)).Code];

        Assert.Equal([550, 503], codes);
        Assert.Equal((0, LmtpState.ChunksFailed), (client.RepliesDue, client.State));
        Assert.True((await client.RsetAsync(Token)).IsPositive);
    }

    [Fact]
    public async Task No_exception_shows_a_secret_and_no_line_is_longer_than_its_command_may_be()
    {
        var server = new ScriptedStream(Greeting, Hello, "334 \r\n");
        await using var client = await GreetAsync(server);

        var tooLong = Assert.Throws<ArgumentException>(() => client.Commands.Vrfy(new string('a', 3000)));
        var notBase64 = Assert.Throws<ArgumentException>(() => client.Commands.Auth("PLAIN", "my secret!"));
        await client.AuthAsync("PLAIN", cancellationToken: Token);
        var neither = Assert.Throws<ArgumentException>(() => client.Commands.AuthResponse("my secret!"));

        Assert.EndsWith("it is longer than 2048 octets.", tooLong.Message, StringComparison.Ordinal);
        Assert.Equal("\"AUTH PLAIN (hidden)\" cannot be sent: something in its hidden part cannot stand there. Write AUTH <mechanism>[ <initial>].", notBase64.Message);
        Assert.DoesNotContain("secret", neither.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commands_of_SMTP_can_be_given_to_LMTP()
    {
        var server = new ScriptedStream("220 lmtp\r\n", "250-mx\r\n250 SIZE\r\n", "250 ok\r\n");
        await using var client = new LmtpProtocolClient(server);
        ISmtpCommands commands = client.Commands;
        commands.ReadGreeting();
        await client.ReadReplyAsync(Token);
        commands.Ehlo("client.example");
        await client.ReadReplyAsync(Token);
        commands.Mail("a@b", new SmtpMailParameters { Size = 5 });
        await client.ReadReplyAsync(Token);

        Assert.Equal("LHLO client.example\r\nMAIL FROM:<a@b> SIZE=5\r\n", server.Received);
        Assert.Equal("Lmtp has no HELO.", Assert.Throws<NotSupportedException>(() => commands.Helo("x")).Message);
    }

    [Fact]
    public async Task A_refusal_explains_itself()
    {
        await using var client = await GreetAsync(new ScriptedStream(Greeting, Hello, "250 ok\r\n", "550 5.1.1 Nobody here\r\n"));
        await client.MailAsync("a@b", cancellationToken: Token);

        var reply = await client.RcptAsync("bob@mx.example", cancellationToken: Token);
        var refused = Assert.Throws<CommandRefusedException>(() => reply.EnsurePositive());

        Assert.Equal(SmtpRcptReply.NoSuchMailbox, reply.Kind);
        Assert.StartsWith("The server answered RCPT TO:<bob@mx.example> with \"550 5.1.1 Nobody here\" (state Sender). ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(SmtpReplies.Fix(SmtpReply.NoSuchMailbox), refused.Message, StringComparison.Ordinal);
        Assert.Equal(SmtpReplies.Meaning(SmtpReply.NoSuchMailbox, "ja"), reply.Meaning("ja"));
    }

    private static async Task<SmtpProtocolClient> GreetAsync(ScriptedStream server)
    {
        var client = new SmtpProtocolClient(server);
        await client.ReadGreetingAsync(Token);
        await client.EhloAsync("client.example", Token);
        return client;
    }
}
