using System.Globalization;
using SmtpGen.Client;
using SmtpGen.Envelopes;
using SmtpGen.Sasl;

namespace SmtpGen.EndToEnd.Tests.Sending;

/// <summary>Against aiosmtpd, a server in Python.</summary>
public class AiosmtpdTests
{
    private const int Timeout = 300_000;

    // The distribution's own Python has the package; another one in front of it may not.
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import ssl, sys, threading
        from aiosmtpd.controller import Controller
        from aiosmtpd.lmtp import LMTP
        from aiosmtpd.smtp import AuthResult, SMTP

        port, kind, certificate = int(sys.argv[1]), sys.argv[2], sys.argv[3]

        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("nobody"):
                    return "550 5.1.1 No such mailbox"
                envelope.rcpt_tos.append(address)
                return "250 2.1.5 ok"

            async def handle_DATA(self, server, session, envelope):
                with open("envelope", "w", encoding="utf-8") as file:
                    file.write(f"{envelope.mail_from} {envelope.mail_options} {envelope.rcpt_tos} {session.authenticated}")
                with open("message", "wb") as file:
                    file.write(envelope.original_content)
                return "250 2.0.0 kept"

        def check(server, session, envelope, mechanism, data):
            return AuthResult(handled=False, success=data.login == b"alice" and data.password == b"secret")

        class Server(Controller):
            def factory(self):
                if kind == "lmtp":
                    return LMTP(self.handler, hostname="mx.example")
                if kind == "tls":
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    context.load_cert_chain(certificate)
                    return SMTP(self.handler, hostname="mx.example", tls_context=context, require_starttls=True,
                                authenticator=check, auth_required=True)
                return SMTP(self.handler, hostname="mx.example", enable_SMTPUTF8=True)

        Server(Handler(), hostname="127.0.0.1", port=port).start()
        threading.Event().wait()
        """;

    [Fact(Timeout = Timeout)]
    public async Task An_international_message_arrives()
    {
        await using var server = await StartAsync("smtp");
        var envelope = new MailEnvelope("jürgen@client.example", "bob@mx.example", "nobody@mx.example");

        var result = await SendAsync(ForeignMail.Options(server.Port), envelope);

        Assert.Equal([true, false], result.Recipients.Select(recipient => recipient.IsAccepted));
        Assert.Contains("jürgen@client.example ['SIZE=37', 'SMTPUTF8'] ['bob@mx.example']", await File.ReadAllTextAsync(server["envelope"], TestContext.Current.CancellationToken));
        Assert.Equal(
            "Subject: foreign\r\n\r\n.\r\n..dots\r\nlast\r\n", await File.ReadAllTextAsync(server["message"], TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Timeout)]
    public async Task LMTP_is_spoken()
    {
        await using var server = await StartAsync("lmtp");
        Assert.True((await SendAsync(ForeignMail.Options(server.Port) with { Protocol = MailProtocol.Lmtp }, new("", "bob@mx.example"))).IsComplete);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_is_sent_encrypted_by_a_user_who_logged_in()
    {
        await using var server = await StartAsync("tls");
        var options = ForeignMail.Options(server.Port) with
        {
            Tls = TlsPolicy.Required,
            ValidateCertificate = (_, _, _, _) => true,
            Credentials = new SaslClientPassword("alice", "secret"),
        };

        Assert.True((await SendAsync(options, ForeignMail.Envelope)).IsComplete);

        Assert.EndsWith("True", await File.ReadAllTextAsync(server["envelope"], TestContext.Current.CancellationToken));
        var exception = await Assert.ThrowsAsync<MailSendException>(
            () => SendAsync(options with { Credentials = new SaslClientPassword("alice", "guessed") }, ForeignMail.Envelope));
        Assert.Equal(535, exception.Reply!.Code);
    }

    private static async Task<ForeignServer> StartAsync(string kind)
    {
        await ForeignProgram.RequirePythonAsync(Python, "aiosmtpd");
        return await ForeignServer.StartAsync(Python, (port, folder) =>
        {
            string certificate = Path.Combine(folder, "certificate.pem");
            File.WriteAllText(certificate, TestCertificates.Pem(TestCertificates.Create("mx.example")));
            return ["-c", Script, port.ToString(CultureInfo.InvariantCulture), kind, certificate];
        });
    }

    private static async Task<MailSendResult> SendAsync(MailSenderOptions options, MailEnvelope envelope)
    {
        await using var sender = await MailSender.ConnectAsync(options, TestContext.Current.CancellationToken);
        var result = await sender.SendAsync(envelope, ForeignMail.Content, TestContext.Current.CancellationToken);
        await sender.QuitAsync(TestContext.Current.CancellationToken);
        return result;
    }
}
