using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using SmtpGen.Client;

namespace SmtpGen.EndToEnd.Tests.Sending;

/// <summary>Against a server that asks for the client's certificate, which our own does not.</summary>
public class ClientCertificateTests
{
    private const int Timeout = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Timeout)]
    [InlineData(TlsPolicy.Implicit, true)]
    [InlineData(TlsPolicy.Implicit, false)]
    [InlineData(TlsPolicy.Required, true)]
    [InlineData(TlsPolicy.Required, false)]
    public async Task The_client_shows_the_certificate_that_it_has(TlsPolicy policy, bool hasCertificate)
    {
        using var certificate = Create();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, policy == TlsPolicy.Implicit);
        var options = ForeignMail.Options(((IPEndPoint)listener.LocalEndpoint).Port) with
        {
            Tls = policy,
            ValidateCertificate = (_, _, _, _) => true,
            ClientCertificate = hasCertificate ? certificate : null,
        };

        await using var sender = await MailSender.ConnectAsync(options, Token);
        await sender.QuitAsync(Token);

        Assert.Equal(hasCertificate ? certificate.GetCertHashString() : null, await serving);
    }

    // The hash of the certificate that was shown.
    private static async Task<string?> ServeAsync(TcpListener listener, bool isImplicit)
    {
        using var certificate = Create();
        using var client = await listener.AcceptTcpClientAsync(Token);
        if (!isImplicit)
            await AnswerAsync(client.GetStream(), "220 mx.example", "250-mx.example\r\n250 STARTTLS", "220 go");
        await using var secured = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await secured.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate, ClientCertificateRequired = true }, Token);
        await AnswerAsync(secured, isImplicit ? ["220 mx.example", "250 mx.example", "221 bye"] : ["", "250 mx.example", "221 bye"]);
        return secured.RemoteCertificate?.GetCertHashString();
    }

    // The first answer needs no command.
    private static async Task AnswerAsync(Stream stream, params string[] answers)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        foreach (string answer in answers)
        {
            if (answer.Length > 0)
                await writer.WriteLineAsync(answer);
            if (answer != answers[^1])
                await reader.ReadLineAsync(Token);
        }
    }

    private static X509Certificate2 Create()
    {
        string pem = TestCertificates.Pem(TestCertificates.Create("mx.example"));
        return X509Certificate2.CreateFromPem(pem, pem);
    }
}
