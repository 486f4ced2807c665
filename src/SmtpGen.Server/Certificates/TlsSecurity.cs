using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Certificates;

/// <summary>Describes what a TLS handshake agreed on.</summary>
public static class TlsSecurity
{
    /// <summary>Describes a stream at the server's end, with the channel binding of the certificate that the client was shown.</summary>
    /// <param name="stream">The stream, whose handshake has succeeded.</param>
    /// <exception cref="InvalidOperationException">There was no handshake yet.</exception>
    public static TransportSecurity Of(SslStream stream) => Of(stream.SslProtocol, stream.NegotiatedCipherSuite, EndPointOf(stream));

    /// <summary>Describes a handshake by its parts.</summary>
    /// <param name="protocol">The version of TLS.</param>
    /// <param name="cipherSuite">The cipher suite; null where it is not known.</param>
    /// <param name="serverEndPoint">The channel binding "tls-server-end-point" (RFC 5929 section 4); empty where it is not known.</param>
    public static TransportSecurity Of(SslProtocols protocol, TlsCipherSuite? cipherSuite, ReadOnlyMemory<byte> serverEndPoint) =>
        new(Name(protocol), cipherSuite?.ToString() ?? "", serverEndPoint);

    private static ReadOnlyMemory<byte> EndPointOf(SslStream stream) => stream.LocalCertificate switch
    {
        X509Certificate2 certificate => TlsServerEndPoint.Of(certificate),
        { } other => Of(other),
        null => default,
    };

    private static ReadOnlyMemory<byte> Of(X509Certificate certificate)
    {
        using var copy = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return TlsServerEndPoint.Of(copy);
    }

    private static string Name(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLS1.3",
        SslProtocols.Tls12 => "TLS1.2",
        _ => protocol.ToString().ToUpperInvariant(),
    };
}
