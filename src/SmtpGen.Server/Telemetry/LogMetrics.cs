using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace SmtpGen.Server.Telemetry;

/// <summary>Tells how much waits to be written to logs.</summary>
internal static class LogMetrics
{
    // A queue lives as long as its logger, which nobody closes.
    private static readonly ConditionalWeakTable<object, Func<int>> s_queues = [];

    private static readonly ObservableGauge<int> s_waiting = ServerMeter.Meter.CreateObservableGauge(
        "smtpgen.log.waiting", () => s_queues.Sum(queue => queue.Value()), "{entry}", "Entries of logs that wait to be written");

    /// <summary>Counts a queue in, until it is collected.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="waiting">How many entries wait in it.</param>
    public static void Add(object queue, Func<int> waiting) => s_queues.Add(queue, waiting);
}
