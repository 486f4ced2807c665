using SmtpGen.Envelopes;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client.Tests;

/// <summary>How a message is announced, by what the server lists.</summary>
public sealed class EnvelopeTests
{
    private const string Ehlo = """
        S: 220 mx.example
        C: EHLO client.example
        """;

    private static readonly MailEnvelope s_envelope = new("alice@a.example", "bob@b.example", "carol@c.example");

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_lists_nothing_is_asked_step_by_step()
    {
        await using var server = ScriptedServer.Play($"""
            {Ehlo}
            S: 250 mx.example
            C: MAIL FROM:<alice@a.example>
            S: 250 ok
            C: RCPT TO:<bob@b.example>
            S: 250 ok
            C: RCPT TO:<carol@c.example>
            S: 550 5.1.1 No such mailbox
            C: DATA
            S: 354 go
            C.
            S: 250 stored
            C: QUIT
            S: 221 bye
            """);

        var result = await server.SendAsync(s_envelope, "Subject: x\n\n.\n..x\nlast");

        Assert.Equal("Subject: x\r\n\r\n..\r\n...x\r\nlast\r\n", server.Body);
        Assert.False(result.IsComplete);
        Assert.Equal("stored", result.Recipients[0].Reply!.Text);
        var refused = Assert.Single(result.Refused);
        Assert.Equal("carol@c.example", refused.Recipient.ForwardPath);
        Assert.False(refused.IsTransient);
        Assert.Contains(" answered RCPT TO:<carol@c.example> with \"550 5.1.1 No such mailbox\" (state Recipients). ", refused.Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_may_stand_in_one_group_is_sent_before_the_first_answer()
    {
        await using var server = ScriptedServer.Play($"""
            {Ehlo}
            S- 250-mx.example
            S- 250-PIPELINING
            S- 250-SIZE 1000
            S- 250-8BITMIME
            S: 250 DSN
            C: MAIL FROM:<alice@a.example> SIZE=17 BODY=8BITMIME RET=HDRS ENVID=a+2Bb
            C: RCPT TO:<bob@b.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;old@b.example
            C: RCPT TO:<carol@c.example> NOTIFY=NEVER
            C: DATA
            S- 250 ok
            S- 250 ok
            S- 452 4.5.3 Too many recipients
            S: 354 go
            C.
            S: 250 stored
            C: QUIT
            S: 221 bye
            """);
        var envelope = new MailEnvelope(
            "alice@a.example",
            [
                new Recipient("bob@b.example") { Notify = NotifyConditions.Success | NotifyConditions.Delay, OriginalRecipient = OriginalRecipient.Mailbox("old@b.example") },
                new Recipient("carol@c.example") { Notify = NotifyConditions.Never },
            ])
        {
            Parameters = new MailParameters { Return = ReturnedContent.Headers, EnvelopeId = "a+b" },
        };

        var result = await server.SendAsync(envelope, "Subject: x\n\n\u00fc\n");

        Assert.True(Assert.Single(result.Refused).IsTransient);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_original_address_beyond_ASCII_is_left_out()
    {
        await using var server = ScriptedServer.Play($"""
            {Ehlo}
            S- 250-mx.example
            S: 250 DSN
            C: MAIL FROM:<alice@a.example>
            S: 250 ok
            C: RCPT TO:<bob@b.example>
            S: 250 ok
            C: DATA
            S: 354 go
            C.
            S: 250 stored
            C: QUIT
            S: 221 bye
            """);
        var recipient = new Recipient("bob@b.example") { OriginalRecipient = OriginalRecipient.Mailbox("jürgen@b.example") };

        Assert.True((await server.SendAsync(new MailEnvelope("alice@a.example", [recipient]), "\n")).IsComplete);
    }

    [Fact(Timeout = 60_000)]
    public async Task Addresses_that_only_the_domain_makes_international_need_no_extension()
    {
        await using var server = ScriptedServer.Play($"""
            {Ehlo}
            S: 250 mx.example
            C: MAIL FROM:<alice@xn--bcher-kva.example>
            S: 250 ok
            C: RCPT TO:<bob@xn--mnchen-3ya.example>
            S: 250 ok
            C: DATA
            S: 354 go
            C.
            S: 250 stored
            C: QUIT
            S: 221 bye
            """);

        var result = await server.SendAsync(new("alice@bücher.example", "bob@münchen.example", "jürgen@c.example"), "\n");

        Assert.True(result.Recipients[0].IsAccepted);
        Assert.StartsWith("\"jürgen@c.example\" can be sent only to a server that lists SMTPUTF8", result.Recipients[1].Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task International_addresses_are_announced()
    {
        await using var server = ScriptedServer.Play($"""
            {Ehlo}
            S: 250-mx.example
            S: 250 SMTPUTF8
            C: MAIL FROM:<alice@a.example> SMTPUTF8
            S: 250 ok
            C: RCPT TO:<*
            S: 250 ok
            C: DATA
            S: 354 go
            C.
            S: 250 stored
            C: QUIT
            S: 221 bye
            """);

        Assert.True((await server.SendAsync(new("alice@a.example", "jürgen@münchen.example"), "\n")).IsComplete);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("Subject: x\n\n\u00fc\n", "the content has octets above 127, for which 127.0.0.1 would have to list 8BITMIME; it lists SIZE")]
    [InlineData("Subject: x\n\n\0\n", "the content holds NULs, for which 127.0.0.1 would have to list BINARYMIME; it lists SIZE")]
    [InlineData("Subject: \u00fc\n", "the sender's local part or a header field is beyond ASCII, for which 127.0.0.1 would have to list SMTPUTF8; it lists SIZE")]
    [InlineData("Subject: 123456789012345678901234567890", "the message has 41 octets, and 127.0.0.1 takes at most 40 (SIZE); send less, or a link to it")]
    public async Task What_the_server_cannot_take_is_not_sent(string content, string expected)
    {
        await using var server = ScriptedServer.Play($"""
            {Ehlo}
            S: 250-mx.example
            S: 250 SIZE 40
            C: QUIT
            S: 221 bye
            """);

        var exception = await Assert.ThrowsAsync<MailSendException>(() => server.SendAsync(s_envelope, content));

        Assert.Equal(MailSendFailure.Unsupported, exception.Failure);
        Assert.Equal(expected, exception.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_address_that_is_none_is_not_sent_and_the_others_are()
    {
        await using var server = ScriptedServer.Play($"""
            {Ehlo}
            S: 250-mx.example
            S: 250 PIPELINING
            C: MAIL FROM:<alice@a.example>
            C: RCPT TO:<bob@b.example>
            C: DATA
            S- 250 ok
            S- 250 ok
            S: 354 go
            C.
            S: 250 stored
            C: QUIT
            S: 221 bye
            """);

        var result = await server.SendAsync(new("alice@a.example", "no mailbox", "bob@b.example", "x>\r\nRSET@b"), "\n");

        Assert.Equal([false, true, false], result.Recipients.Select(recipient => recipient.IsAccepted));
        Assert.Contains("cannot stand there", result.Recipients[0].Problem, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("554 5.7.1 Relay access denied")]
    [InlineData("554 go away")]
    [InlineData("500 what?")]
    public async Task A_recipient_is_refused_by_any_code(string reply)
    {
        await using var server = ScriptedServer.Play($"""
            {Ehlo}
            S: 250-mx.example
            S: 250 PIPELINING
            C: MAIL FROM:<alice@a.example>
            C: RCPT TO:<bob@b.example>
            C: RCPT TO:<carol@c.example>
            C: DATA
            S- 250 ok
            S- {reply}
            S- 250 ok
            S: 354 go
            C.
            S: 250 stored
            C: QUIT
            S: 221 bye
            """);

        var result = await server.SendAsync(s_envelope, "x");

        Assert.Equal([false, true], result.Recipients.Select(recipient => recipient.IsAccepted));
        Assert.DoesNotContain("STARTTLS", result.Recipients[0].Problem, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("no mailbox", true)]
    [InlineData("jürgen@b.example", false)]
    public async Task That_nobody_can_be_named_is_caused_by_the_address_where_no_server_could_be_told_it(string address, bool isWrong)
    {
        await using var server = ScriptedServer.Play($"""
            {Ehlo}
            S: 250 mx.example
            C: MAIL FROM:<alice@a.example>
            S: 250 ok
            C: RSET
            S: 250 ok
            C: QUIT
            S: 221 bye
            """);

        var exception = await Assert.ThrowsAsync<MailSendException>(() => server.SendAsync(new("alice@a.example", address), "\n"));

        Assert.Equal(MailSendFailure.Unsupported, exception.Failure);
        Assert.Equal(isWrong, exception.InnerException is ArgumentException);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_sender_that_was_disposed_is_not_open()
    {
        await using var server = ScriptedServer.Play($"{Ehlo}\nS: 250 mx.example");
        var sender = await MailSender.ConnectAsync(server.Options, TestContext.Current.CancellationToken);

        await sender.DisposeAsync();

        Assert.False(sender.IsOpen);
        await Assert.ThrowsAsync<SessionEndedException>(
            async () => await sender.SendAsync(s_envelope, "x"u8.ToArray(), TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_does_not_know_EHLO_is_greeted_as_of_old()
    {
        await using var server = ScriptedServer.Play($"""
            {Ehlo}
            S: 500 what?
            C: HELO client.example
            S: 250 mx.example
            C: QUIT
            S: 221 bye
            """);
        await using var sender = await MailSender.ConnectAsync(server.Options, TestContext.Current.CancellationToken);
        await sender.QuitAsync(TestContext.Current.CancellationToken);
        Assert.False(sender.IsOpen);
    }
}
