using System.ComponentModel;
using System.Security.Authentication;

namespace SmtpGen.Server.Certificates;

/// <summary>The server's certificate, and which versions of TLS it speaks: the subsection <c>Tls</c>.</summary>
public sealed class TlsOptions
{
    /// <summary>
    /// A file with the certificate: PEM, with the certificates that lead to its issuer after it, or PFX (PKCS #12). It is
    /// read again when it changes. Empty: the server has no TLS.
    /// </summary>
    public string? Certificate { get; set; }

    /// <summary>A PEM file with the private key; empty when it is in the same file as the certificate.</summary>
    public string? Key { get; set; }

    /// <summary>The password of a PFX file or of an encrypted PEM key; empty for none.</summary>
    [PasswordPropertyText(true)]
    public string? Password { get; set; }

    /// <summary>The lowest version of TLS: <c>1.2</c> or <c>1.3</c> (RFC 8996 and RFC 8997 forbid the ones before).</summary>
    public string MinimumVersion { get; set; } = "1.2";

    /// <summary>Whether there is a certificate, so that TLS can be offered.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(Certificate);

    /// <summary>How often the file is looked at, at most.</summary>
    internal TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(2);

    internal SslProtocols Protocols => MinimumVersion == "1.3" ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>What is wrong with the values, a sentence each that names the option, the value and what is allowed.</summary>
    public IEnumerable<string> Validate()
    {
        if (MinimumVersion is not ("1.2" or "1.3"))
            yield return $"MinimumVersion is '{MinimumVersion}'; it must be 1.2 or 1.3.";
        if (!IsConfigured)
        {
            if (!string.IsNullOrEmpty(Key))
                yield return $"Key is '{Key}', but Certificate is empty; name the file with the certificate too.";
            yield break;
        }

        if (CertificateFile.Check(this) is { } error)
            yield return error;
    }
}
