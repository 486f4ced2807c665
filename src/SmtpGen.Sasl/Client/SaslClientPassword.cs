namespace SmtpGen.Sasl;

/// <summary>A user and a password: SCRAM-SHA-256(-PLUS), CRAM-MD5, PLAIN and LOGIN.</summary>
public sealed class SaslClientPassword : SaslClientCredentials
{
    /// <summary>Takes a name and a password.</summary>
    /// <param name="userName">The user, in the server's spelling.</param>
    /// <param name="password">The password; prepared by SASLprep here.</param>
    /// <exception cref="ArgumentException">One of them is empty or holds characters that SASLprep prohibits.</exception>
    public SaslClientPassword(string userName, string password)
        : base(userName)
        => Password = SaslText.PreparePassword(password) ?? throw new ArgumentException(
            "a password is not empty and holds no control, private or unpaired characters (RFC 4013)", nameof(password));

    /// <summary>The password in UTF-8.</summary>
    internal ReadOnlyMemory<byte> Password { get; }

    internal override IReadOnlyList<ISaslClientMechanism> Mechanisms =>
    [
        new ScramClientMechanism(this, bindsChannel: true), new ScramClientMechanism(this, bindsChannel: false),
        new CramMd5ClientMechanism(this), new PlainClientMechanism(this), new LoginClientMechanism(this),
    ];
}
