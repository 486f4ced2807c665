using SmtpGen.Protocols.Pop3;

namespace SmtpGen.Server.Pop3;

/// <summary>What can be configured of a POP3 server: the configuration section <c>Pop3</c>.</summary>
public sealed class Pop3ServerOptions : ProtocolServerOptions<Pop3Options>
{
    /// <summary>Takes off the offer what the server has no certificate for; called before the first session.</summary>
    public void LimitOffer()
    {
        if (!Tls.IsConfigured)
            Protocol.Extensions &= ~Pop3Extensions.Stls;
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        foreach (string error in base.Validate())
            yield return error;
        if (Protocol.RequireTls && !Tls.IsConfigured)
            yield return "Protocol:RequireTls is true, but Tls:Certificate is empty; name the file with the certificate.";
    }
}
