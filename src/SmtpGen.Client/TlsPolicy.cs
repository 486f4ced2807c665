namespace SmtpGen.Client;

/// <summary>When a connection is encrypted. Wherever it is, the server's certificate is checked.</summary>
public enum TlsPolicy
{
    /// <summary>STARTTLS (RFC 3207), or nothing is sent at all.</summary>
    Required,

    /// <summary>TLS from the first octet (RFC 8314), usually on port 465.</summary>
    Implicit,

    /// <summary>
    /// STARTTLS where the server lists it, else plain text: somebody in between can remove it from the list. With
    /// <see cref="MailSenderOptions.Credentials"/> this is <see cref="Required"/>, whatever the mechanism, unless
    /// <see cref="SmtpGen.Sasl.SaslClientOptions.AllowPlaintextWithoutTls"/> is set.
    /// </summary>
    WhenOffered,

    /// <summary>Plain text, for a login too; PLAIN, LOGIN and tokens also need
    /// <see cref="SmtpGen.Sasl.SaslClientOptions.AllowPlaintextWithoutTls"/>.</summary>
    None,
}
