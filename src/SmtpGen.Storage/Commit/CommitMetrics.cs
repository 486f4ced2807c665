using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SmtpGen.Storage;

/// <summary>What is measured of commits, for whoever listens to the meter <c>SmtpGen.Storage</c>.</summary>
internal static class CommitMetrics
{
    private static readonly Meter s_meter = new("SmtpGen.Storage");
    private static readonly Lock s_lock = new();
    private static readonly List<CommitQueue> s_queues = [];

    private static readonly Histogram<int> s_group = s_meter.CreateHistogram<int>(
        "smtpgen.store.group.size", "{message}", "Messages that were made safe together", null,
        new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>(
        "smtpgen.store.group.duration", "s", "Time to make a group of messages safe", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });

    private static readonly ObservableGauge<int> s_waiting = s_meter.CreateObservableGauge(
        "smtpgen.store.waiting", Waiting, "{message}", "Messages that wait to be made safe, with those under way");

    /// <summary>A queue is open.</summary>
    public static void Add(CommitQueue queue)
    {
        lock (s_lock)
            s_queues.Add(queue);
    }

    /// <summary>A queue is closed.</summary>
    public static void Remove(CommitQueue queue)
    {
        lock (s_lock)
            s_queues.Remove(queue);
    }

    /// <summary>A group was committed, or has failed.</summary>
    /// <param name="count">How many messages and deletions it had.</param>
    /// <param name="begin">When it began.</param>
    public static void Record(int count, long begin)
    {
        // Those who wait for messages of a queue ask again and again.
        if (count == 0)
            return;
        s_group.Record(count);
        s_duration.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds);
    }

    private static int Waiting()
    {
        lock (s_lock)
            return s_queues.Sum(queue => queue.Waiting);
    }
}
