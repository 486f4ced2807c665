using Microsoft.Extensions.Logging;

namespace SmtpGen.Tool.Serve.Logging;

/// <summary>Writes warnings and errors of the server as lines.</summary>
internal sealed class LineLogger(ServeLog log) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // A body that breaks off is the client's doing, and told already with its envelope.
        if (!IsEnabled(logLevel) || exception is Runtime.BodyInterruptedException)
            return;
        string cause = exception is null ? "" : $": {exception.Message}";
        log.Warn(formatter(state, exception) + cause);
    }
}
