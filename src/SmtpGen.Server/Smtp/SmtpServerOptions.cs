using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Smtp;

/// <summary>What can be configured of an SMTP server: the configuration section <c>Smtp</c>.</summary>
public sealed class SmtpServerOptions : MailServerOptions
{
    /// <summary>The protocol's own options: the subsection <c>Protocol</c>.</summary>
    public SmtpOptions Protocol { get; } = new();

    /// <inheritdoc/>
    protected override ProtocolOptions GetProtocol() => Protocol;

    /// <inheritdoc/>
    protected override bool RequiresTls() => Protocol.RequireTls;

    /// <inheritdoc/>
    internal override void FitExtensions()
    {
        if (!Tls.IsConfigured)
            Protocol.Extensions &= ~SmtpExtensions.Starttls;
        if (TrustedClients.Count > 0)
            Protocol.Extensions |= SmtpExtensions.Xclient | SmtpExtensions.Xforward;
    }
}
