using System.Text.Json.Serialization;

namespace SmtpGen.Tool.Load;

/// <summary>What a load has measured. Times are in milliseconds but for <see cref="Seconds"/>.</summary>
internal sealed record LoadReport(
    int Sessions,
    int Messages,
    int Size,
    int Sent,
    int Failed,
    double Seconds,
    double MessagesPerSecond,
    LoadLatency Latency,
    IReadOnlyDictionary<string, int> Replies,
    IReadOnlyDictionary<string, int> Unexpected,
    IReadOnlyDictionary<string, int> Problems)
{
    /// <summary>Whether all messages were sent, and nothing but declared codes was replied.</summary>
    [JsonIgnore]
    public bool IsSuccess => Sent == Messages && Failed == 0 && Unexpected.Count == 0;

    public static LoadReport Of(LoadPlan plan, LoadCounts counts, TimeSpan elapsed, TimeSpan[] latencies) => new(
        plan.Sessions,
        plan.Messages,
        plan.Size,
        counts.Sent,
        counts.Failed,
        Math.Round(elapsed.TotalSeconds, 3),
        Math.Round(counts.Sent / elapsed.TotalSeconds, 1),
        LoadLatency.Of(latencies),
        new SortedDictionary<string, int>(counts.Replies.ToDictionary(), StringComparer.Ordinal),
        counts.Unexpected,
        counts.Problems);
}

/// <summary>How long messages took, from the first command to the last answer; the connection included where a message began one.</summary>
internal sealed record LoadLatency(double P50, double P90, double P99, double Max)
{
    public static LoadLatency Of(TimeSpan[] latencies)
    {
        Array.Sort(latencies);
        return new LoadLatency(At(0.5), At(0.9), At(0.99), At(1));

        // The smallest value that at least this part of all values does not exceed.
        double At(double part) => latencies.Length == 0
            ? 0
            : Math.Round(latencies[Math.Max(0, (int)Math.Ceiling(part * latencies.Length) - 1)].TotalMilliseconds, 3);
    }
}
