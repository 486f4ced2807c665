using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SmtpGen.Server.Hosting;
using SmtpGen.Server.Logging;

namespace SmtpGen.Server.Tests;

/// <summary>Keeps what was logged.</summary>
public sealed class ListLogger : ILogger<ProtocolServer>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message, Exception? Exception)> _entries = new();

    /// <summary>What was logged before; servers log through a queue.</summary>
    public IReadOnlyCollection<(LogLevel Level, string Message, Exception? Exception)> Entries
    {
        get
        {
            Assert.True(QueuedLogger.FlushAsync(QueuedLogger.Around(this), TimeSpan.FromMinutes(1)).GetAwaiter().GetResult());
            return _entries;
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((logLevel, formatter(state, exception), exception));
}
