using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SmtpGen.Server.Telemetry;

/// <summary>Counts sessions under way, and measures how long they last.</summary>
internal static class SessionMetrics
{
    private static readonly UpDownCounter<long> s_active = ServerMeter.Meter.CreateUpDownCounter<long>(
        "smtpgen.sessions.active", "{session}", "Sessions under way");

    private static readonly Histogram<double> s_duration = ServerMeter.Meter.CreateHistogram<double>(
        "smtpgen.session.duration", "s", "Time from the begin of a session to its end", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 600, 1800, 3600] });

    /// <summary>Whether anybody measures.</summary>
    public static bool IsEnabled => s_active.Enabled || s_duration.Enabled;

    /// <summary>A session begins.</summary>
    /// <param name="protocol">Its protocol, in lower case.</param>
    /// <returns>Whether it was counted: the end of one that was not would make the number too small.</returns>
    public static bool Begin(string protocol)
    {
        bool isCounted = s_active.Enabled;
        if (isCounted)
            s_active.Add(1, Protocol(protocol));
        return isCounted;
    }

    /// <summary>A session has ended.</summary>
    /// <param name="protocol">Its protocol, in lower case.</param>
    /// <param name="wasCounted">What <see cref="Begin"/> said.</param>
    /// <param name="begin">When it began.</param>
    /// <param name="error">Why it broke off; empty where it ended in order.</param>
    public static void End(string protocol, bool wasCounted, long begin, string error)
    {
        if (wasCounted)
            s_active.Add(-1, Protocol(protocol));
        var tags = new TagList { Protocol(protocol) };
        if (error.Length > 0)
            tags.Add("error.type", error);
        s_duration.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds, tags);
    }

    private static KeyValuePair<string, object?> Protocol(string protocol) => new("network.protocol.name", protocol);
}
