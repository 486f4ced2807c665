using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SmtpGen.Client;

/// <summary>How the client makes its connections secret.</summary>
internal static class TlsHandshake
{
    public static SslClientAuthenticationOptions Options(MailSenderOptions options) => new()
    {
        TargetHost = options.TlsName ?? options.Host,
        RemoteCertificateValidationCallback = options.ValidateCertificate,
        ClientCertificates = options.ClientCertificate is { } certificate ? new X509CertificateCollection { certificate } : null,
    };
}
