using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Server.Smtp;

/// <summary>What can be configured of an SMTP server: the configuration section <c>Smtp</c>.</summary>
public sealed class SmtpServerOptions : MailServerOptions<SmtpOptions>;
