using System.Text;

namespace SmtpGen.Sasl;

/// <summary>OAUTHBEARER (RFC 7628) and XOAUTH2: the token in one message.</summary>
internal sealed class BearerClientMechanism : ISaslClientMechanism
{
    private readonly Func<SaslContext, byte[]> _message;
    private readonly byte[] _acknowledgement;

    private BearerClientMechanism(string name, Func<SaslContext, byte[]> message, byte[] acknowledgement)
        => (Name, _message, _acknowledgement) = (name, message, acknowledgement);

    public string Name { get; }

    public bool ExposesPassword => true;

    public bool CarriesAuthorization => true;

    public static BearerClientMechanism OAuthBearer(SaslClientToken credentials) => new(
        "OAUTHBEARER",
        context => BearerMessage.WriteOAuthBearer(credentials.Authorization ?? credentials.UserName, context.HostName, credentials.Token),
        "\u0001"u8.ToArray());

    public static BearerClientMechanism XOAuth2(SaslClientToken credentials) => new(
        "XOAUTH2", _ => BearerMessage.WriteXOAuth2(credentials.Authorization ?? credentials.UserName, credentials.Token), []);

    public SaslClientExchange Begin(SaslContext context, bool couldBind) => new Exchange(Name, _message(context), _acknowledgement);

    private sealed class Exchange(string name, byte[] message, byte[] acknowledgement) : SaslClientExchange(name)
    {
        private protected override bool IsComplete => Explanation is null;

        private protected override byte[] First() => message;

        // The server explains why it refuses, and refuses when the client has acknowledged it (RFC 7628, section 3.2.3).
        private protected override byte[] Next(ReadOnlySpan<byte> challenge)
        {
            if (Explanation is not null)
                throw OutOfTurn();
            Explanation = Encoding.UTF8.GetString(challenge);
            return acknowledgement;
        }
    }
}
