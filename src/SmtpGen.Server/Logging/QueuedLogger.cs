using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SmtpGen.Server.Logging;

/// <summary>
/// A logger that never makes its caller wait and never throws, around one that may: a console on a paused pipe, a full disk.
/// Entries reach the other in order, on a thread of their own, outside the caller's scopes; see <see cref="LogQueue{T}"/>
/// for those that it does not take in time. A level that the other does not log costs nothing.
/// </summary>
public sealed class QueuedLogger : ILogger
{
    private static readonly ConditionalWeakTable<ILogger, QueuedLogger> s_all = [];

    private readonly ILogger _logger;
    private readonly LogQueue<Entry> _queue;

    private QueuedLogger(ILogger logger)
    {
        _logger = logger;
        _queue = new LogQueue<Entry>(entry => entry.WriteTo(logger), logger.EntriesDropped);
    }

    /// <summary>The logger around another; servers that share a logger share its queue.</summary>
    public static ILogger Around(ILogger logger) =>
        logger is QueuedLogger or NullLogger ? logger : s_all.GetValue(logger, inner => new QueuedLogger(inner));

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return _logger.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            // A logger that cannot say what it logs logs nothing.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _queue.Add(new Entry<TState>(logLevel, eventId, state, exception, formatter));
    }

    /// <summary>Waits until the other logger has taken what was logged before, and no longer than that.</summary>
    internal static Task<bool> FlushAsync(ILogger logger, TimeSpan time) =>
        logger is QueuedLogger queued ? queued._queue.FlushAsync(time) : Task.FromResult(true);

    private abstract class Entry
    {
        public abstract void WriteTo(ILogger logger);
    }

    private sealed class Entry<TState>(
        LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter) : Entry
    {
        public override void WriteTo(ILogger logger) => logger.Log(level, id, state, exception, formatter);
    }
}
