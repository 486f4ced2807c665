using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SmtpGen.Runtime.Client;
using SmtpGen.Sasl;

namespace SmtpGen.Client;

/// <summary>Which server a <see cref="MailSender"/> talks to, and how.</summary>
public sealed record MailSenderOptions
{
    /// <summary>The server: a name, an address, or <c>unix:</c> and the path of a socket.</summary>
    public required string Host { get; init; }

    /// <summary>The port; 0 for the usual one: 587 for submission, 465 with <see cref="TlsPolicy.Implicit"/>, 24 for LMTP.</summary>
    public int Port { get; init; }

    /// <summary>What is spoken.</summary>
    public MailProtocol Protocol { get; init; }

    /// <summary>When the connection is encrypted. A login needs encryption unless <see cref="TlsPolicy.None"/> is chosen here.</summary>
    public TlsPolicy Tls { get; init; } = TlsPolicy.Required;

    /// <summary>The name that the server's certificate must have; null: <see cref="Host"/>.</summary>
    public string? TlsName { get; init; }

    /// <summary>Decides about the server's certificate; null: it must be valid for the name and come from a trusted authority.</summary>
    public RemoteCertificateValidationCallback? ValidateCertificate { get; init; }

    /// <summary>The certificate, with its private key, by which the client shows who it is; null for none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Who authenticates; null: nobody.</summary>
    public SaslClientCredentials? Credentials { get; init; }

    /// <summary>How to authenticate.</summary>
    public SaslClientOptions Sasl { get; init; } = new();

    /// <summary>
    /// The name the client greets with: a domain or an address literal; null: this computer's name where it has a domain, else
    /// its address (RFC 5321 section 4.1.4).
    /// </summary>
    public string? ClientName { get; init; }

    /// <summary>Writes commands together where the server lets it (RFC 2920); off: waits for each answer.</summary>
    public bool Pipelining { get; init; } = true;

    /// <summary>Sends the content in chunks where the server lets it (RFC 3030); off: only content that cannot be sent otherwise.</summary>
    public bool Chunking { get; init; } = true;

    /// <summary>How long to wait for the connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Other waits, the clock, and the transcript.</summary>
    public ClientOptions Session { get; init; } = new();

    /// <summary>
    /// Whether plain text is a failure. With a login it is also one where TLS is used when offered: whoever takes STARTTLS out of
    /// the list would get the login, or an exchange from which he can guess the password (RFC 4954 section 9).
    /// </summary>
    internal bool NeedsTls => Tls is TlsPolicy.Required or TlsPolicy.Implicit || (Tls == TlsPolicy.WhenOffered && IsLoginProtected);

    /// <summary>Whether it is the login for which plain text is a failure.</summary>
    internal bool IsLoginProtected => Credentials is not null && !Sasl.AllowPlaintextWithoutTls;

    internal int EffectivePort => Port != 0 ? Port : (Protocol, Tls) switch
    {
        (MailProtocol.Lmtp, _) => 24,
        (_, TlsPolicy.Implicit) => 465,
        _ => 587,
    };
}
