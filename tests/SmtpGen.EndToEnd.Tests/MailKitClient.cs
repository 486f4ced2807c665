using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>MailKit's client, connected to a test's server.</summary>
internal static class MailKitClient
{
    /// <summary>Connects a client that accepts the server's certificate and no other.</summary>
    public static async Task<SmtpClient> ConnectAsync(TestServer server, SecureSocketOptions security, SmtpClient? client = null)
    {
        client ??= new SmtpClient();
        if (security != SecureSocketOptions.None)
        {
            using var expected = X509CertificateLoader.LoadCertificateFromFile(server.Certificate);
            string thumbprint = expected.Thumbprint;
            client.ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == thumbprint;
        }

        await client.ConnectAsync("127.0.0.1", server.Port, security, TestContext.Current.CancellationToken);
        return client;
    }
}
