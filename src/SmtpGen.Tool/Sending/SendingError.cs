using System.Security.Authentication;
using SmtpGen.Client;

namespace SmtpGen.Tool.Sending;

/// <summary>Says what went wrong while mail was sent.</summary>
internal static class SendingError
{
    /// <summary>A server that says no is a finding; one that cannot be talked to is the environment.</summary>
    public static ToolException For(MailSendException exception)
    {
        int exitCode = exception switch
        {
            { InnerException: ArgumentException } => ToolExit.Usage,
            { Failure: MailSendFailure.Connection or MailSendFailure.Tls or MailSendFailure.Protocol } => ToolExit.Environment,
            _ => ToolExit.Findings,
        };
        return new ToolException(exitCode, Printable.Line(exception.Message) + Hint(exception), exception);
    }

    private static string Hint(MailSendException exception) => exception switch
    {
        { Failure: MailSendFailure.Tls, InnerException: AuthenticationException } => " (--insecure takes any certificate; for tests)",
        { Failure: MailSendFailure.Tls } => " (--tls says when the connection is encrypted, --plaintext-auth that a login need not be)",
        _ => "",
    };

    /// <summary>What no command can carry came from the command line.</summary>
    public static ToolException For(ArgumentException exception) => new(ToolExit.Usage, Printable.Line(OptionError.Text(exception)), exception);
}
