namespace SmtpGen.Benchmarks.Peers;

/// <summary>What is measured.</summary>
/// <param name="Id">Its name in <c>results.json</c>.</param>
/// <param name="Title">Its name in tables, with the unit.</param>
/// <param name="Digits">Digits after the point in tables.</param>
/// <param name="IsCompared">Whether ratios are taken to the references of the load.</param>
internal sealed record Figure(string Id, string Title, int Digits, bool IsCompared = false)
{
    public static readonly Figure Rate = new("messagesPerSecond", "messages/s", 0, IsCompared: true);
    public static readonly Figure Processor = new("processor", "CPU, ms per 1,000", 2, IsCompared: true);
    public static readonly Figure User = new("user", "user", 1);
    public static readonly Figure System = new("system", "system", 1);
    public static readonly Figure Client = new("client", "the client's CPU, ms per 1,000", 1);
    public static readonly Figure Allocated = new("allocatedPerMessage", "bytes allocated a message", 0);
    public static readonly Figure Calls = new("systemCallsPerMessage", "system calls a message", 1);
    public static readonly Figure Idle = new("idleMemory", "idle, MiB", 1);
    public static readonly Figure Full = new("fullMemory", "with all connections, MiB", 1);
    public static readonly Figure Peak = new("peakMemory", "peak, MiB", 1);
    public static readonly Figure Start = new("start", "start to greeting, ms", 1, IsCompared: true);
    public static readonly Figure ConnectionMemory = new("memoryPerConnection", "KiB an idle connection", 2);
    public static readonly Figure ConnectionAllocated = new("allocatedPerConnection", "bytes allocated a connection", 0);

    /// <summary>All, in the order of the tables.</summary>
    public static IReadOnlyList<Figure> All { get; } =
        [Rate, Processor, User, System, Client, Start, Idle, Peak, Full, ConnectionMemory, Allocated, ConnectionAllocated, Calls];
}
