using System.Security.Cryptography;
using System.Text;
using SmtpGen.Client;
using SmtpGen.Envelopes;
using SmtpGen.Sasl;

namespace SmtpGen.EndToEnd.Tests.Sending;

/// <summary>Our own client and our own server.</summary>
public class MailSenderTests
{
    private const int Timeout = 300_000;

    private static readonly MailEnvelope s_envelope = new("alice@client.example", "bob@mx.example", "carol@mx.example");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Timeout)]
    [InlineData("127.0.0.1:0", TlsPolicy.None, "ESMTP")]
    [InlineData("127.0.0.1:0", TlsPolicy.WhenOffered, "ESMTPS")]
    [InlineData("127.0.0.1:0", TlsPolicy.Required, "ESMTPS")]
    [InlineData("127.0.0.1:0 tls", TlsPolicy.Implicit, "ESMTPS")]
    public async Task A_message_arrives(string listen, TlsPolicy policy, string protocol)
    {
        await using var server = await TestServer.StartAsync(new() { Listen = listen, HasCertificate = true });

        await SendAsync(Options(server) with { Tls = policy }, "Subject: own\n\n.\nend"u8.ToArray());

        var stored = Assert.Single(await server.StoredAsync());
        Assert.Equal(protocol, stored.Envelope.Protocol);
        Assert.Equal(["bob@mx.example", "carol@mx.example"], stored.Envelope.ForwardPaths);
        Assert.Equal("Subject: own\r\n\r\n.\r\nend\r\n", Encoding.UTF8.GetString(await server.BodyAsync(stored)));
    }

    [Theory(Timeout = Timeout)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_large_message_arrives_however_it_is_sent(bool pipelining, bool chunking)
    {
        await using var server = await TestServer.StartAsync();
        byte[] content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(".dots at the beginning of each line of this message\r\n", 30_000)));
        var options = Options(server) with { Tls = TlsPolicy.None, Pipelining = pipelining, Chunking = chunking };

        await SendAsync(options, content, content);

        var messages = await server.StoredAsync();
        Assert.Equal(2, messages.Count);
        Assert.Equal(SHA256.HashData(content), SHA256.HashData(await server.BodyAsync(messages[1])));
    }

    [Theory(Timeout = Timeout)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(250)]
    public async Task More_recipients_than_are_named_at_once_get_the_message(int count)
    {
        await using var server = await TestServer.StartAsync();
        string[] recipients = [.. Enumerable.Range(0, count).Select(i => $"bob{i}@mx.example")];
        await using var sender = await MailSender.ConnectAsync(Options(server) with { Tls = TlsPolicy.None, Chunking = false }, Token);

        Assert.True((await sender.SendAsync(new MailEnvelope("alice@client.example", recipients), "x"u8.ToArray(), Token)).IsComplete);

        Assert.Equal(recipients, Assert.Single(await server.StoredAsync()).Envelope.ForwardPaths);
    }

    [Fact(Timeout = Timeout)]
    public async Task Binary_content_arrives_octet_by_octet()
    {
        await using var server = await TestServer.StartAsync();
        byte[] content = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

        await SendAsync(Options(server) with { Tls = TlsPolicy.None }, content);

        Assert.Equal(content, await server.BodyAsync(Assert.Single(await server.StoredAsync())));
    }

    [Theory(Timeout = Timeout)]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-256-PLUS")]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public async Task A_user_logs_in_by_each_mechanism(string mechanism)
    {
        bool isToken = mechanism is "XOAUTH2" or "OAUTHBEARER";
        await using var server = await TestServer.StartAsync(new()
        {
            HasCertificate = true,
            Users = isToken ? [] : [ServerSetup.ReadableAlice],
            Credentials = isToken ? new TokenCredentials() : null,
            Configure = options => options.OfferCramMd5 = true,
        });
        var options = Options(server) with { Sasl = new SaslClientOptions { Mechanisms = [mechanism] } };

        await SendAsync(options with { Credentials = Credentials(isToken, isRight: true) }, "x"u8.ToArray());

        Assert.Equal("alice", Assert.Single(await server.StoredAsync()).Envelope.AuthenticatedAs);
        var refused = await Assert.ThrowsAsync<MailSendException>(
            async () => await MailSender.ConnectAsync(options with { Credentials = Credentials(isToken, isRight: false) }, Token));
        Assert.Equal(MailSendFailure.Authentication, refused.Failure);
        Assert.Equal(535, refused.Reply!.Code);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_certificate_that_nobody_trusts_ends_the_session()
    {
        await using var server = await TestServer.StartAsync(new() { HasCertificate = true });

        var exception = await Assert.ThrowsAsync<MailSendException>(
            async () => await MailSender.ConnectAsync(Options(server) with { ValidateCertificate = null }, Token));

        Assert.Equal(MailSendFailure.Tls, exception.Failure);
        Assert.Contains("certificate", exception.Message);
    }

    [Fact(Timeout = Timeout)]
    public async Task LMTP_is_spoken()
    {
        await using var served = await Served.StartAsync();
        var options = new MailSenderOptions { Host = "127.0.0.1", Port = served.LmtpPort, Protocol = MailProtocol.Lmtp, Tls = TlsPolicy.None };

        await SendAsync(options, "Subject: lmtp\n\nhello\n"u8.ToArray());

        Assert.Equal("LMTP", (await served.OnlyAsync()).Protocol);
    }

    private static SaslClientCredentials Credentials(bool isToken, bool isRight) => isToken
        ? new SaslClientToken("alice", isRight ? TokenCredentials.Alices : "guessed")
        : new SaslClientPassword("alice", isRight ? "secret" : "guessed");

    private static MailSenderOptions Options(TestServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        ValidateCertificate = (_, _, _, _) => true,
    };

    private static async Task SendAsync(MailSenderOptions options, params byte[][] contents)
    {
        await using var sender = await MailSender.ConnectAsync(options, Token);
        foreach (byte[] content in contents)
            Assert.True((await sender.SendAsync(s_envelope, content, Token)).IsComplete);
        await sender.QuitAsync(Token);
    }
}
