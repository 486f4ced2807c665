namespace SmtpGen.Sasl;

/// <summary>OAUTHBEARER (RFC 7628): an OAuth 2.0 bearer token.</summary>
internal sealed class OAuthBearerMechanism(ITokenCredentials credentials) : ISaslMechanism
{
    public string Name => "OAUTHBEARER";

    public bool ExposesPassword => true;

    public SaslExchange Begin(SaslContext context, IReadOnlyCollection<string> offered)
        => new BearerExchange(credentials, context, BearerMessage.ReadOAuthBearer, BearerRefusal.ForOAuthBearer(credentials));
}
