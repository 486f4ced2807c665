using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SmtpGen.Client;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;
using SmtpGen.Sasl;

namespace SmtpGen.EndToEnd.Tests.Sending;

/// <summary>Against Exim.</summary>
public class EximTests
{
    private const int Timeout = 300_000;

    private const string Dotted = "chunking_advertise_hosts =";

    private static readonly byte[] s_overLimit = [.. Enumerable.Repeat((byte)'x', 1001)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Timeout)]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData(Dotted, true)]
    [InlineData(Dotted, false)]
    public async Task A_message_is_delivered_as_it_was_sent_and_a_wrong_recipient_is_reported(string options, bool pipelining)
    {
        await using var server = await EximServer.StartAsync(options);
        string longLine = new('x', 5000);

        var result = await SendAsync(
            ForeignMail.Options(server.Port) with { Pipelining = pipelining },
            new("alice@client.example", "nobody@mx.example", "bob@mx.example", "eve@elsewhere.example"),
            [.. ForeignMail.Content, .. Encoding.ASCII.GetBytes($"\n{longLine}\n.")]);

        Assert.Equal([550, 250, 550], result.Recipients.Select(recipient => recipient.Reply!.Code));
        Assert.EndsWith($"\nSubject: foreign\n\n.\n..dots\nlast\n{longLine}\n.\n", await server.DeliverAsync());
        string taken = Assert.Single(await server.TakenAsync());
        Assert.Contains(" <= alice@client.example ", taken);
        // A K stands for chunks, an L for commands that came together, a minus after it for those that might have and did not.
        Assert.Equal(options != Dotted, taken.Contains(" K ", StringComparison.Ordinal));
        Assert.Matches(pipelining ? @" L\.? " : @" L\.?- ", taken);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("")]
    [InlineData(Dotted)]
    public async Task A_large_message_arrives(string options)
    {
        await using var server = await EximServer.StartAsync(options);
        string content = "Subject: large\n\n" + string.Concat(Enumerable.Repeat(".dots at the beginning of each line of this message\n", 20_000));

        await SendAsync(ForeignMail.Options(server.Port), new("", "bob@mx.example"), Encoding.ASCII.GetBytes(content));

        Assert.EndsWith(content, await server.DeliverAsync());
    }

    [Theory(Timeout = Timeout)]
    [InlineData("")]
    [InlineData(Dotted)]
    public async Task A_refusal_of_the_content_is_reported_and_the_session_goes_on(string options)
    {
        await using var server = await EximServer.StartAsync(options);
        await using var sender = await MailSender.ConnectAsync(ForeignMail.Options(server.Port), Token);
        var envelope = new MailEnvelope("alice@client.example", "bob@mx.example");

        var exception = await Assert.ThrowsAsync<MailSendException>(async () => await sender.SendAsync(envelope, "Subject: refused\n\nx"u8.ToArray(), Token));

        Assert.Equal("550 5.7.1 Not in the mood", exception.Reply!.ToString());
        Assert.True((await sender.SendAsync(envelope, ForeignMail.Content, Token)).IsComplete);
    }

    [Theory(Timeout = Timeout)]
    [InlineData(TlsPolicy.Required, "")]
    [InlineData(TlsPolicy.Implicit, "tls_on_connect_ports = PORT")]
    public async Task A_message_is_sent_encrypted_by_a_user_who_logged_in(TlsPolicy policy, string options)
    {
        await using var server = await EximServer.StartAsync(options);
        var client = ForeignMail.Options(server.Port) with
        {
            Tls = policy,
            ValidateCertificate = (_, _, _, _) => true,
            Credentials = new SaslClientPassword("alice", "secret"),
        };

        await SendAsync(client, new("alice@client.example", "bob@mx.example"), ForeignMail.Content);

        string taken = Assert.Single(await server.TakenAsync());
        Assert.Contains(" P=esmtpsa ", taken);
        Assert.Contains(" X=TLS", taken);
        Assert.Contains(" A=plain:alice ", taken);
        var exception = await Assert.ThrowsAsync<MailSendException>(
            async () => await MailSender.ConnectAsync(client with { Credentials = new SaslClientPassword("alice", "guessed") }, Token));
        Assert.Equal(535, exception.Reply!.Code);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_client_shows_its_certificate_where_it_is_required()
    {
        const string Options = "tls_verify_hosts = *\ntls_verify_certificates = FOLDER/client.pem";
        string pem = TestCertificates.Pem(TestCertificates.Create("mx.example"));
        using var certificate = X509Certificate2.CreateFromPem(pem, pem);
        await using var server = await EximServer.StartAsync(Options, folder => File.WriteAllText(Path.Combine(folder, "client.pem"), certificate.ExportCertificatePem()));
        var client = ForeignMail.Options(server.Port) with { Tls = TlsPolicy.Required, ValidateCertificate = (_, _, _, _) => true };

        await SendAsync(client with { ClientCertificate = certificate }, new("", "bob@mx.example"), ForeignMail.Content);

        Assert.Contains(" CV=yes ", Assert.Single(await server.TakenAsync()));
        await Assert.ThrowsAsync<MailSendException>(async () => await MailSender.ConnectAsync(client, Token));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_over_the_limit_is_not_sent_and_would_be_refused()
    {
        await using var server = await EximServer.StartAsync("message_size_limit = 1000");

        var exception = await Assert.ThrowsAsync<MailSendException>(() => SendAsync(ForeignMail.Options(server.Port), ForeignMail.Envelope, s_overLimit));

        Assert.Equal(MailSendFailure.Unsupported, exception.Failure);
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, server.Port, Token);
        await using var client = new SmtpProtocolClient(connection.GetStream());
        (await client.ReadGreetingAsync(Token)).EnsurePositive();
        (await client.EhloAsync("client.example", Token)).EnsurePositive();
        Assert.Equal(552, (await client.MailAsync("alice@client.example", new SmtpMailParameters { Size = 1001 }, Token)).Code);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_load_of_messages_is_taken()
    {
        await using var server = await EximServer.StartAsync();
        await using var output = new StringWriter();
        await using var error = new StringWriter();

        int exitCode = await TestedProgram.RunAsync(
            ["load", "--port", server.Port.ToString(CultureInfo.InvariantCulture), "--messages", "300", "--sessions", "5", "--tls", "none", "--json"],
            output, error, Token);

        Assert.True(exitCode == 0, $"{output}{error}");
        Assert.Equal(300, (await server.TakenAsync()).Count);
    }

    private static async Task<MailSendResult> SendAsync(MailSenderOptions options, MailEnvelope envelope, byte[] content)
    {
        await using var sender = await MailSender.ConnectAsync(options, Token);
        var result = await sender.SendAsync(envelope, content, Token);
        await sender.QuitAsync(Token);
        return result;
    }
}
