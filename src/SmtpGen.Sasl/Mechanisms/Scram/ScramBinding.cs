namespace SmtpGen.Sasl;

/// <summary>What a client's channel binding flag has to be (RFC 5802, section 6).</summary>
/// <param name="Required">Whether the client chose the -PLUS variant.</param>
/// <param name="Offered">Whether the -PLUS variant was on offer.</param>
internal readonly record struct ScramBinding(bool Required, bool Offered)
{
    /// <summary>The one channel binding there is here (RFC 5929, section 4); unlike tls-exporter, .NET has it.</summary>
    public const string Name = "tls-server-end-point";

    /// <summary>Why the header is refused, or null when it is right.</summary>
    public SaslFailureKind? Refuse(Gs2Header header) => header.Flag switch
    {
        // Either variant without its flag, or with the other's.
        'p' when !Required => SaslFailureKind.MalformedResponse,
        not 'p' when Required => SaslFailureKind.MalformedResponse,
        'p' when header.BindingName != Name => SaslFailureKind.BadCredentials,
        // The client could bind and saw no -PLUS in the offer: somebody in between took it away.
        'y' when Offered => SaslFailureKind.BadCredentials,
        _ => null,
    };
}
