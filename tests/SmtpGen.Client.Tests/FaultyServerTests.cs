using SmtpGen.Envelopes;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client.Tests;

/// <summary>Servers that break the rules.</summary>
public sealed class FaultyServerTests
{
    private static readonly MailEnvelope s_envelope = new("alice@a.example", "bob@b.example");

    [Theory(Timeout = 60_000)]
    [InlineData("S: hello", MailSendFailure.Protocol, "a line must begin with three digits")]
    [InlineData("S: 220-one\nS: 250 two", MailSendFailure.Protocol, "all lines of a reply must have the same code")]
    [InlineData("S: 220 <NUL>", MailSendFailure.Protocol, "a line holds a CR or NUL")]
    [InlineData("S: 220+plus", MailSendFailure.Protocol, "a space or a hyphen must follow the code")]
    [InlineData("S: 554 go away", MailSendFailure.Refused, "answered the connection with \"554 go away\" (state Refused)")]
    [InlineData("S: 421 later", MailSendFailure.Refused, "answered the connection with \"421 later\" (state Closed)")]
    [InlineData("S- 220 hello\nS: 250 ahead", MailSendFailure.Protocol, "The server sent \"250 ahead<CR><LF>\" before it was asked anything.")]
    [InlineData("S- 220 hello\nS: 220 hello", MailSendFailure.Protocol, "before it was asked anything.")]
    [InlineData("S: 220 hello\nC: EHLO client.example", MailSendFailure.Connection, "The server closed the connection instead of answering EHLO client.example.")]
    [InlineData("S: 220 hello\nC: EHLO client.example\nS: 354 go", MailSendFailure.Protocol, "The server answered EHLO client.example with 354, which is not an answer to it.")]
    [InlineData("S: 220 hello\nC: EHLO client.example\nS: 250-unfinished", MailSendFailure.Connection, "closed the connection")]
    [InlineData("S: 220 hello\nC: EHLO client.example\nS: 421 4.3.2 Shutting down", MailSendFailure.Refused, "answered EHLO client.example with \"421 4.3.2 Shutting down\" (state Closed).")]
    public async Task A_session_that_does_not_begin_says_why(string script, MailSendFailure failure, string expected)
    {
        await using var server = ScriptedServer.Play(script);

        var exception = await Assert.ThrowsAsync<MailSendException>(
            async () => await MailSender.ConnectAsync(server.Options, TestContext.Current.CancellationToken));

        Assert.Equal(failure, exception.Failure);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("127.0.0.1:", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_endless_line_is_not_read_to_its_end()
    {
        await using var server = ScriptedServer.Play($"S: 220 {new string('x', 3000)}");
        var exception = await Assert.ThrowsAsync<MailSendException>(
            async () => await MailSender.ConnectAsync(server.Options, TestContext.Current.CancellationToken));
        Assert.Contains("a line is longer than 512 octets", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_endless_reply_is_not_read_to_its_end()
    {
        await using var server = ScriptedServer.Play(string.Concat(Enumerable.Repeat("S- 220-more\n", 600)) + "S: 220 end");
        var exception = await Assert.ThrowsAsync<MailSendException>(
            async () => await MailSender.ConnectAsync(server.Options, TestContext.Current.CancellationToken));
        Assert.Contains("it has more than 512 lines", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_says_nothing_is_not_waited_for_longer_than_allowed()
    {
        await using var server = ScriptedServer.Play("wait");
        var options = server.Options with { Session = new ClientOptions { ReplyTimeout = TimeSpan.FromMilliseconds(50) } };
        var exception = await Assert.ThrowsAsync<MailSendException>(
            async () => await MailSender.ConnectAsync(options, TestContext.Current.CancellationToken));
        Assert.EndsWith("The server did not answer the connection within 0.05 seconds. State: (connecting).", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Fact(Timeout = 60_000)]
    public async Task Text_behind_the_agreement_to_TLS_ends_the_session()
    {
        await using var server = ScriptedServer.Play("""
            S: 220 mx.example
            C: EHLO client.example
            S: 250-mx.example
            S: 250 STARTTLS
            C: STARTTLS
            S- 220 go
            S: 250 injected
            """);

        var exception = await Assert.ThrowsAsync<MailSendException>(async () => await MailSender.ConnectAsync(
            server.Options with { Tls = TlsPolicy.Required }, TestContext.Current.CancellationToken));

        Assert.Equal(MailSendFailure.Protocol, exception.Failure);
        Assert.Contains("\"250 injected<CR><LF>\" in plain text after its answer; TLS was expected", exception.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(TlsPolicy.Required, "does not list STARTTLS, and the connection must be encrypted")]
    [InlineData(TlsPolicy.WhenOffered, "")]
    public async Task Without_STARTTLS_the_policy_decides(TlsPolicy policy, string expected)
    {
        await using var server = ScriptedServer.Play("""
            S: 220 mx.example
            C: EHLO client.example
            S: 250 mx.example
            """);

        var connecting = MailSender.ConnectAsync(server.Options with { Tls = policy }, TestContext.Current.CancellationToken).AsTask();

        if (expected.Length == 0)
            await (await connecting).DisposeAsync();
        else
            Assert.Contains(expected, (await Assert.ThrowsAsync<MailSendException>(() => connecting)).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_refuses_TLS_gets_nothing_in_plain_text()
    {
        await using var server = ScriptedServer.Play("""
            S: 220 mx.example
            C: EHLO client.example
            S: 250-mx.example
            S: 250 STARTTLS
            C: STARTTLS
            S: 454 4.7.0 No certificate
            """);

        var exception = await Assert.ThrowsAsync<MailSendException>(async () => await MailSender.ConnectAsync(
            server.Options with { Tls = TlsPolicy.Required }, TestContext.Current.CancellationToken));

        Assert.Equal(MailSendFailure.Tls, exception.Failure);
        Assert.Contains("\"454 4.7.0 No certificate\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_plain_port_does_not_begin_with_TLS()
    {
        await using var server = ScriptedServer.Play("S: 220 mx.example");
        var exception = await Assert.ThrowsAsync<MailSendException>(async () => await MailSender.ConnectAsync(
            server.Options with { Tls = TlsPolicy.Implicit }, TestContext.Current.CancellationToken));
        Assert.Equal(MailSendFailure.Tls, exception.Failure);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_session_that_broke_in_a_message_sends_no_other()
    {
        await using var server = ScriptedServer.Play("""
            S: 220 mx.example
            C: EHLO client.example
            S: 250-mx.example
            S: 250 PIPELINING
            C: MAIL FROM:<alice@a.example>
            C: RCPT TO:<bob@b.example>
            C: DATA
            S- 250 ok
            S- 250 ok
            S: 354 go
            C.
            """);
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sender = await MailSender.ConnectAsync(server.Options, cancellationToken);

        var exception = await Assert.ThrowsAsync<MailSendException>(async () => await sender.SendAsync(s_envelope, "x"u8.ToArray(), cancellationToken));

        Assert.Contains("The server closed the connection instead of answering Message. State: Recipients/Message.", exception.Message, StringComparison.Ordinal);
        Assert.False(sender.IsOpen);
        Assert.Contains("is over; connect again.", (await Assert.ThrowsAsync<SessionEndedException>(
            async () => await sender.SendAsync(s_envelope, "x"u8.ToArray(), cancellationToken))).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_port_where_nobody_listens_is_named()
    {
        int port;
        await using (var server = ScriptedServer.Play("S: 220 x"))
        {
            port = server.Options.Port;
            await Assert.ThrowsAsync<MailSendException>(async () => await MailSender.ConnectAsync(server.Options, TestContext.Current.CancellationToken));
        }

        var exception = await Assert.ThrowsAsync<MailSendException>(async () => await MailSender.ConnectAsync(
            new() { Host = "127.0.0.1", Port = port }, TestContext.Current.CancellationToken));
        Assert.StartsWith($"cannot connect to 127.0.0.1:{port}: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(MailSendFailure.Connection, exception.Failure);
    }
}
