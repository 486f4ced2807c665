using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Mail;

/// <summary>What can be configured of an SMTP server: the configuration section <c>Smtp</c>.</summary>
public sealed class SmtpServerOptions : MailServerOptions<SmtpOptions>
{
    /// <inheritdoc/>
    protected internal override TimeSpan? LongestHold =>
        Protocol.Extensions.HasFlag(SmtpExtensions.Futurerelease) ? TimeSpan.FromSeconds(Protocol.MaxHoldSeconds) : null;
}
