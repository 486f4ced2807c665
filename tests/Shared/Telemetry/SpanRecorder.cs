using System.Collections.Concurrent;
using System.Diagnostics;

namespace SmtpGen.Tests;

/// <summary>Listens to every source of the libraries, and keeps the spans that have ended.</summary>
public sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("SmtpGen.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Spans that have ended, in that order.</summary>
    public IReadOnlyCollection<Activity> Ended => _ended;

    /// <summary>The first span of a name, when it has ended.</summary>
    public async Task<Activity> UntilAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_ended.FirstOrDefault(activity => activity.OperationName == name) is { } found)
                return found;
            await Task.Delay(5, cancellationToken);
        }
    }

    public void Dispose() => _listener.Dispose();
}
