using SmtpGen.Protocols.Lmtp;

namespace SmtpGen.Mail;

/// <summary>The options of an LMTP server: the configuration section <c>Lmtp</c>.</summary>
public sealed class LmtpServerOptions : MailServerOptions<LmtpOptions>
{
    /// <inheritdoc/>
    protected internal override TimeSpan? LongestHold =>
        Protocol.Extensions.HasFlag(LmtpExtensions.Futurerelease) ? TimeSpan.FromSeconds(Protocol.MaxHoldSeconds) : null;
}
