using System.Text;
using MailKit.Security;
using MimeKit;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Testing;
using SmtpClient = MailKit.Net.Smtp.SmtpClient;

namespace SmtpGen.Client.Tests;

/// <summary>What of a message reaches the server, beside what MailKit's client sends of it.</summary>
public sealed class MimeSendingTests
{
    private static CancellationToken InTime => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            // MailKit sends Bcc along with a message that has no body.
            foreach (string name in Messages.Names.Where(name => !name.Contains("no body", StringComparison.Ordinal)))
            {
                cases.Add(name, true);
                cases.Add(name, false);
            }

            return cases;
        }
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Cases))]
    public async Task The_server_gets_what_MailKit_sends_and_the_message_stays_as_it_was(string name, bool isEightBit)
    {
        await using var server = await StartAsync(isEightBit);
        byte[] before = Octets(Messages.Make(name));
        var message = Messages.Make(name);

        var result = await SendAsync(server, message);
        byte[] after = Octets(message);
        using (var client = new SmtpClient())
        {
            await client.ConnectAsync("127.0.0.1", server.Port, SecureSocketOptions.None, InTime);
            await client.SendAsync(Messages.Make(name), InTime);
            await client.DisconnectAsync(quit: true, InTime);
        }

        Assert.True(result.IsComplete);
        Assert.Equal(Encoding.Latin1.GetString(before), Encoding.Latin1.GetString(after));
        Assert.Equal(2, server.Messages.Count);
        var (ours, theirs) = (server.Messages[0], server.Messages[1]);
        Assert.Equal(theirs.Envelope.ReversePath, ours.Envelope.ReversePath);
        Assert.Equal(theirs.Envelope.ForwardPaths, ours.Envelope.ForwardPaths);
        Assert.Equal(Encoding.Latin1.GetString(theirs.Octets.Span), Encoding.Latin1.GetString(ours.Octets.Span));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("ascii")]
    [InlineData("no body")]
    [InlineData("sealed")]
    [InlineData("sealed, no body")]
    [InlineData("resent")]
    public async Task Nobody_is_told_who_else_gets_the_message_secretly(string name)
    {
        await using var server = await StartAsync(isEightBit: true);
        await SendAsync(server, Messages.Make(name));
        Assert.DoesNotContain("bcc:", Header(Assert.Single(server.Messages)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Text_is_encoded_only_where_the_server_needs_it(bool isEightBit)
    {
        await using var server = await StartAsync(isEightBit);
        await SendAsync(server, Messages.Make("text"));
        var received = Assert.Single(server.Messages);
        Assert.Equal(isEightBit, received.Octets.Span.IndexOfAnyExceptInRange((byte)0, (byte)127) >= 0);
        Assert.Equal(isEightBit ? BodyKind.EightBitMime : null, received.Envelope.Parameters.Body);
        Assert.Equal("Gr\u00fc\u00dfe", received.Mime.TextBody?.TrimEnd());
    }

    [Theory(Timeout = 60_000)]
    [InlineData("\u00e5sa@a.example", "bob@b.example", true)]
    [InlineData("alice@a.example", "b\u00f8b@b.example", true)]
    [InlineData("alice@a.example", "bob@\u00fc.example", false)]
    public async Task Header_fields_are_in_UTF_8_where_a_local_part_needs_it(string from, string to, bool isUtf8)
    {
        await using var server = await StartAsync(isEightBit: true);
        var message = Messages.Make("text");
        message.From.Clear();
        message.From.Add(new MailboxAddress("J\u00fcrgen", from));
        message.To.Clear();
        message.To.Add(new MailboxAddress("Bj\u00f8rn", to));

        await SendAsync(server, message);

        var received = Assert.Single(server.Messages);
        string header = Header(received);
        Assert.Equal(isUtf8, received.Envelope.SmtpUtf8);
        Assert.Equal(isUtf8, header.Contains("J\u00fcrgen", StringComparison.Ordinal));
        Assert.Equal(!isUtf8, Ascii.IsValid(header));
        Assert.Equal("J\u00fcrgen", received.Mime.From.Mailboxes.Single().Name);
    }

    [Fact(Timeout = 60_000)]
    public async Task Header_fields_that_were_read_in_UTF_8_are_encoded_for_a_server_that_does_not_know_it()
    {
        await using var server = await StartAsync(isEightBit: false);
        var message = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(
            "From: J\u00fcrgen <j@a.example>\r\nTo: b@b.example\r\nSubject: Gr\u00fc\u00dfe\r\nContent-Type: application/pdf; name=\"\u00fc.pdf\"\r\n\r\nx\r\n")), InTime);

        await SendAsync(server, message);

        var received = Assert.Single(server.Messages);
        Assert.True(Ascii.IsValid(received.Octets.Span));
        Assert.Equal(
            ("J\u00fcrgen", "Gr\u00fc\u00dfe", "\u00fc.pdf"),
            (received.Mime.From.Mailboxes.Single().Name, received.Mime.Subject, received.Mime.Body!.ContentType.Name));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_local_part_beyond_ASCII_does_not_go_to_a_server_that_does_not_know_SMTPUTF8()
    {
        await using var server = await SmtpTestServer.StartAsync(options => options.Protocol.Extensions &= ~SmtpExtensions.Smtputf8, InTime);
        var message = Messages.Make("text");
        message.From.Clear();
        message.From.Add(new MailboxAddress("", "\u00e5sa@a.example"));

        var exception = await Assert.ThrowsAsync<MailSendException>(() => SendAsync(server, message));

        Assert.Equal(MailSendFailure.Unsupported, exception.Failure);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_envelope_of_the_callers_own_decides_who_gets_the_message()
    {
        await using var server = await StartAsync(isEightBit: true);
        await using var sender = await ConnectAsync(server);

        await sender.SendAsync(new MailEnvelope("bounces@a.example", "list@b.example"), Messages.Make("text"), cancellationToken: InTime);

        var received = Assert.Single(server.Messages);
        Assert.Equal(("bounces@a.example", "list@b.example"), (received.Envelope.ReversePath, Assert.Single(received.Envelope.ForwardPaths)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Progress_counts_the_encoded_message()
    {
        await using var server = await StartAsync(isEightBit: true);
        await using var sender = await ConnectAsync(server);
        var last = default(MailSendProgress);

        await sender.SendAsync(Messages.Make("attachment"), new Last(progress => last = progress), InTime);

        Assert.Equal(last.Total, last.Sent);
        Assert.Equal(Assert.Single(server.Messages).Octets.Length, last.Total);
    }

    // MailKit leaves all octets as they are for a server that lists BINARYMIME.
    private static Task<SmtpTestServer> StartAsync(bool isEightBit) => SmtpTestServer.StartAsync(
        options => options.Protocol.Extensions &= ~(isEightBit ? SmtpExtensions.Binarymime : SmtpExtensions.Binarymime | SmtpExtensions.Ext8bitmime), InTime);

    private static async Task<MailSender> ConnectAsync(SmtpTestServer server)
        => await MailSender.ConnectAsync(new MailSenderOptions { Host = "127.0.0.1", Port = server.Port, Tls = TlsPolicy.None }, InTime);

    private static async Task<MailSendResult> SendAsync(SmtpTestServer server, MimeMessage message)
    {
        await using var sender = await ConnectAsync(server);
        var result = await sender.SendAsync(message, InTime);
        await sender.QuitAsync(InTime);
        return result;
    }

    private static byte[] Octets(MimeMessage message)
    {
        using var octets = new MemoryStream();
        message.WriteTo(octets, InTime);
        return octets.ToArray();
    }

    private static string Header(ReceivedMessage message)
    {
        string text = Encoding.UTF8.GetString(message.Octets.Span);
        return text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
    }

    private sealed class Last(Action<MailSendProgress> report) : IProgress<MailSendProgress>
    {
        public void Report(MailSendProgress value) => report(value);
    }
}
