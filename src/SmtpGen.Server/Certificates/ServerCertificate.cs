using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Certificates;

/// <summary>A certificate that was loaded, and all that can be known of its handshakes beforehand.</summary>
internal sealed class ServerCertificate(SslStreamCertificateContext context, SslProtocols protocols)
{
    /// <summary>How its handshakes are made.</summary>
    public SslServerAuthenticationOptions Handshake { get; } = new()
    {
        ServerCertificateContext = context,
        EnabledSslProtocols = protocols,

        // A client could have a handshake made again at any time, on the thread that polls; TLS 1.3 has none (RFC 8446).
        AllowRenegotiation = false,
    };

    /// <summary>The channel binding "tls-server-end-point".</summary>
    public ReadOnlyMemory<byte> EndPoint { get; } = TlsServerEndPoint.Of(context.TargetCertificate);

    /// <summary>The certificate itself.</summary>
    public X509Certificate2 Certificate => context.TargetCertificate;
}
