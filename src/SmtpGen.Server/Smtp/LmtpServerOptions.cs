using SmtpGen.Protocols.Lmtp;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Smtp;

/// <summary>What can be configured of an LMTP server: the configuration section <c>Lmtp</c>.</summary>
public sealed class LmtpServerOptions : MailServerOptions
{
    /// <summary>The protocol's own options: the subsection <c>Protocol</c>.</summary>
    public LmtpOptions Protocol { get; } = new();

    /// <inheritdoc/>
    protected override ProtocolOptions GetProtocol() => Protocol;

    /// <inheritdoc/>
    protected override bool RequiresTls() => Protocol.RequireTls;

    /// <inheritdoc/>
    internal override void FitExtensions()
    {
        if (!Tls.IsConfigured)
            Protocol.Extensions &= ~LmtpExtensions.Starttls;
        if (TrustedClients.Count > 0)
            Protocol.Extensions |= LmtpExtensions.Xclient | LmtpExtensions.Xforward;
    }
}
