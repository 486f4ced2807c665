using SmtpGen.Protocols.Pop3;
using SmtpGen.Sasl;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Mail;

/// <summary>The options of a POP3 server: the configuration section <c>Pop3</c>.</summary>
public sealed class Pop3ServerOptions : ProtocolServerOptions<Pop3Options>
{
    /// <summary>
    /// How many logins may fail before further ones are refused, over all sessions of a client: the subsection
    /// <c>LoginLimits</c>. They hold for maildrops, and where <see cref="SaslOptions.Limits"/> of the handler name them.
    /// </summary>
    public LoginLimits LoginLimits { get; } = new();

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        foreach (string error in base.Validate())
            yield return error;
        foreach (string error in LoginLimits.Validate())
            yield return $"{nameof(LoginLimits)}:{error}";
        if (Protocol.RequireTls && !Tls.IsConfigured)
            yield return "Protocol:RequireTls is true, but Tls:Certificate is empty; name the file with the certificate.";
    }
}
