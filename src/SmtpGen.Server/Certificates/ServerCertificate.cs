using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Certificates;

/// <summary>A certificate, and all that can be known of its handshakes beforehand.</summary>
internal sealed class ServerCertificate
{
    /// <summary>A certificate that was loaded.</summary>
    public ServerCertificate(SslStreamCertificateContext context, SslProtocols protocols)
    {
        Handshake = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = context,
            EnabledSslProtocols = protocols,

            // A client could have a handshake made again at any time, on the thread that polls; TLS 1.3 has none (RFC 8446).
            AllowRenegotiation = false,
        };
        EndPoint = TlsServerEndPoint.Of(context.TargetCertificate);
    }

    /// <summary>Handshakes whose certificate may depend on the name that the client asks for.</summary>
    public ServerCertificate(SslServerAuthenticationOptions handshake) => Handshake = handshake;

    /// <summary>How its handshakes are made.</summary>
    public SslServerAuthenticationOptions Handshake { get; }

    /// <summary>The channel binding "tls-server-end-point"; null where only the handshake shows the certificate.</summary>
    public ReadOnlyMemory<byte>? EndPoint { get; }

    /// <summary>The certificate itself, of one that was loaded.</summary>
    public X509Certificate2 Certificate => Handshake.ServerCertificateContext!.TargetCertificate;
}
