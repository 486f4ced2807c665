using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Mail;

/// <summary>The options of an SMTP server: the configuration section <c>Smtp</c>.</summary>
public sealed class SmtpServerOptions : MailServerOptions<SmtpOptions>
{
    /// <inheritdoc/>
    protected internal override TimeSpan? LongestHold =>
        Protocol.Extensions.HasFlag(SmtpExtensions.Futurerelease) ? TimeSpan.FromSeconds(Protocol.MaxHoldSeconds) : null;
}
