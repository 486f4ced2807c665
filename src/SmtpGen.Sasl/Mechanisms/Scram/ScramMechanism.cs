using System.Security.Cryptography;

namespace SmtpGen.Sasl;

/// <summary>SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 7677): neither side shows the password, and both prove that they know it.</summary>
/// <param name="credentials">The verifiers.</param>
/// <param name="decoys">What users that do not exist are shown.</param>
/// <param name="bindsChannel">Whether it is the -PLUS variant, bound to the TLS connection.</param>
/// <param name="nonce">The server's part of the nonce: printable ASCII without a comma.</param>
internal sealed class ScramMechanism(IScramCredentials credentials, ScramDecoys decoys, bool bindsChannel, Func<string> nonce)
    : ISaslMechanism
{
    public const string PlainName = "SCRAM-SHA-256";
    public const string PlusName = "SCRAM-SHA-256-PLUS";

    public ScramMechanism(IScramCredentials credentials, ScramDecoys decoys, bool bindsChannel)
        : this(credentials, decoys, bindsChannel, static () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)))
    {
    }

    public string Name => bindsChannel ? PlusName : PlainName;

    public bool ExposesPassword => false;

    public bool NeedsChannelBinding => bindsChannel;

    public bool IsReady => credentials.CoversEveryUser;

    public SaslExchange Begin(SaslContext context, IReadOnlyCollection<string> offered)
        => new ScramExchange(credentials, decoys, context, new ScramBinding(bindsChannel, offered.Contains(PlusName)), nonce());
}
