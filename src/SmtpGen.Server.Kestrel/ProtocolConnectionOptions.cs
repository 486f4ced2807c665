using System.Net.Security;

namespace SmtpGen.Server.Kestrel;

/// <summary>How connections to an address begin, and how they are encrypted.</summary>
public class ProtocolConnectionOptions
{
    /// <summary>
    /// Whether TLS comes before the first word (RFC 8314 section 3). Kestrel's <c>UseHttps</c> does the same with a certificate of
    /// Kestrel's; use one of them.
    /// </summary>
    public bool IsTls { get; set; }

    /// <summary>
    /// Whether a PROXY header comes before anything else, from one of <see cref="ServerOptions.TrustedProxies"/>. It comes before TLS:
    /// use <see cref="IsTls"/> beside it, and not <c>UseHttps</c>.
    /// </summary>
    public bool IsProxied { get; set; }

    /// <summary>
    /// How TLS handshakes are made, at the start or when the protocol asks; null: with the certificate of <see cref="ServerOptions.Tls"/>.
    /// </summary>
    public SslServerAuthenticationOptions? Tls { get; set; }

    /// <summary>What is wrong with the values, a sentence each.</summary>
    /// <param name="server">The options of the server that they belong to.</param>
    internal IEnumerable<string> Validate(ServerOptions server)
    {
        if (IsTls && Tls is null && !server.Tls.IsConfigured)
            yield return "IsTls is true, but there is no certificate; name a PEM or PFX file in Tls:Certificate, or set Tls.";
        if (IsProxied && server.TrustedProxies.Count == 0)
            yield return "IsProxied is true, but TrustedProxies is empty; name the proxies, such as 10.0.0.0/8.";
        if (Tls is { AllowRenegotiation: true })
            yield return "Tls has AllowRenegotiation, by which a client could have handshakes made at any time; it must be false.";
        if (Tls is { ServerCertificate: null, ServerCertificateContext: null, ServerCertificateSelectionCallback: null })
            yield return "Tls has no certificate; set ServerCertificate, ServerCertificateContext or ServerCertificateSelectionCallback.";
    }
}
