using Microsoft.Extensions.Logging;
using SmtpGen.Sasl;

namespace SmtpGen.Mail;

/// <summary>Writes failed logins to a log, in the line that deploy/fail2ban reads.</summary>
public static class FailedLoginLog
{
    /// <summary>
    /// Writes <c>Login failed: address=192.0.2.1 protocol=smtp mechanism=PLAIN reason=wrong user="alice"</c> as a warning, see
    /// <see cref="FailedLogin.ToString"/>. To be given to <see cref="SaslOptions.LoginFailed"/>.
    /// </summary>
    /// <param name="logger">The log.</param>
    /// <param name="login">The login.</param>
    public static void ReportFailedLogin(this ILogger logger, FailedLogin login) => logger.LoginFailed(login);
}
