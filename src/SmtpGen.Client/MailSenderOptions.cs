using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SmtpGen.Runtime.Client;
using SmtpGen.Sasl;

namespace SmtpGen.Client;

/// <summary>Which server a <see cref="MailSender"/> talks to, and how.</summary>
public sealed record MailSenderOptions
{
    /// <summary>The server: a DNS name, an IP address, or <c>unix:</c> and the path of a socket.</summary>
    public required string Host { get; init; }

    /// <summary>
    /// The TCP port, from 1 to 65535; 0 for the usual one: 587 for submission (RFC 6409 section 3.1), 465 with
    /// <see cref="TlsPolicy.Implicit"/> (RFC 8314 section 3.3), 24 for LMTP, which RFC 2033 leaves open.
    /// </summary>
    public int Port { get; init; }

    /// <summary>What is spoken: SMTP (RFC 5321) unless LMTP (RFC 2033) is chosen.</summary>
    public MailProtocol Protocol { get; init; }

    /// <summary>When the connection is encrypted. A login needs encryption unless <see cref="TlsPolicy.None"/> is chosen here.</summary>
    public TlsPolicy Tls { get; init; } = TlsPolicy.Required;

    /// <summary>The name that the server's certificate must have (RFC 9525), and that the client asks for (SNI, RFC 6066 section 3); null: <see cref="Host"/>.</summary>
    public string? TlsName { get; init; }

    /// <summary>Decides about the server's certificate; null: it must be valid for the name and come from a trusted authority.</summary>
    public RemoteCertificateValidationCallback? ValidateCertificate { get; init; }

    /// <summary>The certificate, with its private key, by which the client shows who it is; null for none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Who authenticates (AUTH, RFC 4954); null: nobody.</summary>
    public SaslClientCredentials? Credentials { get; init; }

    /// <summary>How to authenticate (SASL, RFC 4422).</summary>
    public SaslClientOptions Sasl { get; init; } = new();

    /// <summary>
    /// The name the client greets with: a domain or an address literal (RFC 5321 section 4.1.4); null: this computer's name where it has a
    /// domain, else its address as a literal such as <c>[192.0.2.1]</c>. Where the address is not known, as on the socket of a file and
    /// on a stream of <see cref="ConnectCallback"/> that is not a <see cref="System.Net.Sockets.NetworkStream"/>, the literal is
    /// <c>[127.0.0.1]</c>; name the client here if the server minds.
    /// </summary>
    public string? ClientName { get; init; }

    /// <summary>Writes commands together where the server lets it (RFC 2920); off: waits for each answer.</summary>
    public bool Pipelining { get; init; } = true;

    /// <summary>Sends the content in chunks where the server lets it (RFC 3030); off: only content that cannot be sent otherwise.</summary>
    public bool Chunking { get; init; } = true;

    /// <summary>
    /// Makes the connection in place of a socket, for instance through a proxy; null: a socket connects to <see cref="Host"/> and
    /// <see cref="Port"/>. The stream it returns carries octets to the server and back, and is disposed with the sender; TLS goes over it as
    /// <see cref="Tls"/> says. What it throws is the cause of a <see cref="MailSendException"/> with
    /// <see cref="MailSendFailure.Connection"/>. Its token is cancelled after <see cref="ConnectTimeout"/>.
    /// </summary>
    public Func<MailConnectContext, CancellationToken, ValueTask<Stream>>? ConnectCallback { get; init; }

    /// <summary>
    /// How long to wait for the connection, and with <see cref="TlsPolicy.Implicit"/> for TLS; 30 seconds unless it is set.
    /// <see cref="Timeout.InfiniteTimeSpan"/>: for ever. What the server says then is waited for as <see cref="Session"/> says.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Other waits (RFC 5321 section 4.5.3.2), the clock, and the transcript.</summary>
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
