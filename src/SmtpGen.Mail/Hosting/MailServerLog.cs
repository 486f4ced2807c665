using Microsoft.Extensions.Logging;
using SmtpGen.Sasl;

namespace SmtpGen.Mail;

/// <summary>What servers for mail write to the log beside what every server does.</summary>
internal static partial class MailServerLog
{
    [LoggerMessage(40, LogLevel.Error, "The changed users file cannot be used, so the users stay as they were: {Why}")]
    public static partial void UsersNotReloaded(this ILogger logger, string why);

    [LoggerMessage(41, LogLevel.Warning, "Login failed: {Login}")]
    public static partial void LoginFailed(this ILogger logger, FailedLogin login);

    [LoggerMessage(42, LogLevel.Warning, "AnyLogin is on: everybody is let in, by any name and any password")]
    public static partial void AnyLoginSucceeds(this ILogger logger);
}
