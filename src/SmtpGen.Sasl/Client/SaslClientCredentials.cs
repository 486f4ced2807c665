namespace SmtpGen.Sasl;

/// <summary>What a client authenticates with: <see cref="SaslClientPassword"/> or <see cref="SaslClientToken"/>.</summary>
public abstract class SaslClientCredentials
{
    private readonly string? _authorization;

    private protected SaslClientCredentials(string userName)
        => UserName = SaslText.PrepareName(userName) ?? throw NotAName(nameof(userName));

    /// <summary>Whose credentials these are; prepared by SASLprep (RFC 4013).</summary>
    public string UserName { get; }

    /// <summary>
    /// The user the client wants to act for (RFC 4422, section 3.4.1); null for the user itself. LOGIN and CRAM-MD5 cannot
    /// say it and are not chosen then.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty or holds characters that SASLprep prohibits.</exception>
    public string? Authorization
    {
        get => _authorization;
        init => _authorization = value is null ? null : SaslText.PrepareName(value) ?? throw NotAName(nameof(value));
    }

    /// <summary>The mechanisms that these credentials serve, strongest first.</summary>
    internal abstract IReadOnlyList<ISaslClientMechanism> Mechanisms { get; }

    private static ArgumentException NotAName(string parameter)
        => new("a user's name is not empty and holds no control, private or unpaired characters (RFC 4013)", parameter);
}
