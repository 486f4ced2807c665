using System.Text;

namespace SmtpGen.Sasl;

/// <summary>PLAIN (RFC 4616): <c>[authzid] NUL authcid NUL passwd</c> in one message.</summary>
internal sealed class PlainClientMechanism(SaslClientPassword credentials) : ISaslClientMechanism
{
    public string Name => "PLAIN";

    public bool ExposesPassword => true;

    public bool CarriesAuthorization => true;

    public SaslClientExchange Begin(SaslContext context, bool couldBind) => new MessageClientExchange(
        Name, [.. Encoding.UTF8.GetBytes($"{credentials.Authorization}\0{credentials.UserName}\0"), .. credentials.Password.Span]);
}
