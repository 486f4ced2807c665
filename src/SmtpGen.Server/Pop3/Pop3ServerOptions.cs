using SmtpGen.Protocols.Pop3;

namespace SmtpGen.Server.Pop3;

/// <summary>What can be configured of a POP3 server: the configuration section <c>Pop3</c>.</summary>
public sealed class Pop3ServerOptions : ProtocolServerOptions<Pop3Options>
{
    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        foreach (string error in base.Validate())
            yield return error;
        if (Protocol.RequireTls && !Tls.IsConfigured)
            yield return "Protocol:RequireTls is true, but Tls:Certificate is empty; name the file with the certificate.";
    }
}
