using System.Security.Cryptography;

namespace SmtpGen.Sasl;

/// <summary>SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 7677) seen from the client.</summary>
/// <param name="credentials">Name and password.</param>
/// <param name="bindsChannel">Whether it is the -PLUS variant, bound to the TLS connection.</param>
/// <param name="nonce">The client's part of the nonce: printable ASCII without a comma.</param>
internal sealed class ScramClientMechanism(SaslClientPassword credentials, bool bindsChannel, Func<string> nonce) : ISaslClientMechanism
{
    public ScramClientMechanism(SaslClientPassword credentials, bool bindsChannel)
        : this(credentials, bindsChannel, static () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)))
    {
    }

    public string Name => bindsChannel ? ScramMechanism.PlusName : ScramMechanism.PlainName;

    public bool ExposesPassword => false;

    public bool NeedsChannelBinding => bindsChannel;

    public bool CarriesAuthorization => true;

    public SaslClientExchange Begin(SaslContext context, bool couldBind)
    {
        // RFC 5802, section 6: y tells the server that its -PLUS did not arrive in the list.
        string flag = bindsChannel ? $"p={ScramBinding.Name}" : couldBind ? "y" : "n";
        return new ScramClientExchange(
            Name, credentials, Gs2Header.Write(flag, credentials.Authorization), bindsChannel ? context.ServerEndPoint : default, nonce());
    }
}
