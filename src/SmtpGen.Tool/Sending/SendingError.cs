using SmtpGen.Client;

namespace SmtpGen.Tool.Sending;

/// <summary>Says what went wrong while mail was sent.</summary>
internal static class SendingError
{
    /// <summary>A server that says no is a finding; one that cannot be talked to is the environment.</summary>
    public static ToolException For(MailSendException exception) => new(
        exception.Failure is MailSendFailure.Connection or MailSendFailure.Tls or MailSendFailure.Protocol ? ToolExit.Environment : ToolExit.Findings,
        Printable.Line(exception.Message),
        exception);
}
