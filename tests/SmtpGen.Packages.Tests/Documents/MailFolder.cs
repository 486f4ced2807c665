using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpGen.Packages.Tests.Documents;

/// <summary>
/// A folder in which <c>smtpgen serve</c> runs and has stored a message. It has what commands name, too: the specifications, users and a
/// certificate. Commands that send reach this server when they name none.
/// </summary>
internal static class MailFolder
{
    /// <summary>Writes what commands and configurations name.</summary>
    public static void WriteFiles(string folder)
    {
        File.CreateSymbolicLink(Path.Combine(folder, "protocol"), Path.Combine(Documentation.Root, "protocol"));
        File.WriteAllText(Path.Combine(folder, "users"), "bob:{PLAIN}secret\n");
        File.WriteAllText(Path.Combine(folder, "server.pem"), Certificate());
    }

    /// <summary>Makes the folder.</summary>
    /// <returns>What stops the server.</returns>
    public static async Task<IAsyncDisposable> FillAsync(string folder, Shell shell)
    {
        WriteFiles(folder);
        var (stop, port) = await shell.ServeAsync("smtpgen serve --listen 127.0.0.1:2525\n");
        using var talk = await Talk.BeginAsync(port);
        await talk.SayAsync("EHLO client.example");
        await talk.SayAsync("MAIL FROM:<alice@client.example>");
        await talk.SayAsync("RCPT TO:<bob@mx.example>");
        await talk.SayAsync("DATA");
        Assert.Equal("250 2.0.0 Stored as 1", await talk.SayAsync("Subject: Greetings\r\n\r\nHello Bob\r\n."));
        shell.Prologue = $$"""
            smtpgen() {
                case $1 in
                    send|load) command smtpgen "$@" --port {{port}} ;;
                    *) command smtpgen "$@" ;;
                esac
            }

            """;
        return stop;
    }

    private static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=mx.example", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
