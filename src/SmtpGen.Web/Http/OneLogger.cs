using Microsoft.Extensions.Logging;

namespace SmtpGen.Web.Http;

/// <summary>Hands warnings and errors of the HTTP server to the one logger that there is.</summary>
internal sealed class OneLogger(ILogger logger) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            logger.Log(logLevel, eventId, state, exception, formatter);
    }

    public void Dispose()
    {
    }
}
