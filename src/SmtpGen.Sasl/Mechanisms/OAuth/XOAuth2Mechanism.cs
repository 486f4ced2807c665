namespace SmtpGen.Sasl;

/// <summary>XOAUTH2: the same token as in OAUTHBEARER, in the form that large providers introduced before RFC 7628.</summary>
internal sealed class XOAuth2Mechanism(ITokenCredentials credentials) : ISaslMechanism
{
    public string Name => "XOAUTH2";

    public bool ExposesPassword => true;

    public SaslExchange Begin(SaslContext context, IReadOnlyCollection<string> offered)
        => new BearerExchange(credentials, context, BearerMessage.ReadXOAuth2, BearerRefusal.ForXOAuth2(credentials));
}
