using Microsoft.Extensions.Logging;

namespace SmtpGen.Tool.Serve;

/// <summary>Writes warnings and errors of the server as lines; safe for threads when the writer is.</summary>
internal sealed class LineLogger(TextWriter error) : ILogger
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
        error.WriteLine(Printable.Line($"smtpgen: {formatter(state, exception)}{cause}"));
    }
}
