using System.Net;
using Microsoft.Extensions.Logging;

namespace SmtpGen.Server.Logging;

/// <summary>What the server writes to the log.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(50, LogLevel.Warning, "{Count} entries of the log were dropped, because it did not take them in time")]
    public static partial void EntriesDropped(this ILogger logger, long count);

    [LoggerMessage(1, LogLevel.Information, "Listening on {EndPoint}")]
    public static partial void Listening(this ILogger logger, EndPoint endPoint);

    [LoggerMessage(2, LogLevel.Information, "Refused {Client}: {Why}")]
    public static partial void Refused(this ILogger logger, EndPoint? client, string why);

    [LoggerMessage(3, LogLevel.Debug, "Session of {Client} begins")]
    public static partial void SessionBegins(this ILogger logger, EndPoint? client);

    [LoggerMessage(4, LogLevel.Debug, "Session of {Client} ended")]
    public static partial void SessionEnded(this ILogger logger, EndPoint? client);

    [LoggerMessage(5, LogLevel.Debug, "Session of {Client} broke off: {Why}")]
    public static partial void SessionBrokeOff(this ILogger logger, EndPoint? client, string why);

    [LoggerMessage(6, LogLevel.Error, "The {Protocol} handler of {Client} failed in state {State}")]
    public static partial void HandlerFailed(this ILogger logger, string protocol, EndPoint? client, string state, Exception exception);

    [LoggerMessage(16, LogLevel.Information, "{Client} was lost in the middle of a body")]
    public static partial void LostInBody(this ILogger logger, EndPoint? client);

    [LoggerMessage(17, LogLevel.Information, "The {Protocol} handler of {Client} was cancelled in state {State}, for the server stops")]
    public static partial void HandlerCancelled(this ILogger logger, string protocol, EndPoint? client, string state);

    [LoggerMessage(7, LogLevel.Error, "The session of {Client} failed and was cut off")]
    public static partial void SessionFailed(this ILogger logger, EndPoint? client, Exception exception);

    [LoggerMessage(18, LogLevel.Warning, "{Client} was refused what the option {Option} of {Protocol} accepts")]
    public static partial void OptionMissed(this ILogger logger, string protocol, EndPoint? client, string option);

    [LoggerMessage(15, LogLevel.Information, "{Proxy} speaks for {Client}")]
    public static partial void ActsFor(this ILogger logger, EndPoint? proxy, EndPoint client);

    [LoggerMessage(8, LogLevel.Error, "Cannot accept connections on {EndPoint} at the moment: {Why}")]
    public static partial void AcceptFailed(this ILogger logger, EndPoint endPoint, string why);

    [LoggerMessage(9, LogLevel.Warning, "Stopping cut off {Count} sessions that did not end in time")]
    public static partial void CutOff(this ILogger logger, int count);

    [LoggerMessage(10, LogLevel.Warning, "Stopping left {Count} handlers behind that do not heed cancellation")]
    public static partial void LeftBehind(this ILogger logger, int count);

    [LoggerMessage(11, LogLevel.Information, "Closed {Client} without a word: {Why}")]
    public static partial void Closed(this ILogger logger, EndPoint? client, string why);

    [LoggerMessage(12, LogLevel.Information, "The certificate in {File} was read again")]
    public static partial void CertificateReloaded(this ILogger logger, string? file);

    [LoggerMessage(13, LogLevel.Error, "The certificate in use is kept, for the changed one cannot be used: Tls:{Why}")]
    public static partial void CertificateNotReloaded(this ILogger logger, string why);

    [LoggerMessage(14, LogLevel.Warning, "The certificate in {File} is valid only from {From} until {Until}: clients will refuse it now")]
    public static partial void CertificateNotValid(this ILogger logger, string? file, DateTime from, DateTime until);
}
