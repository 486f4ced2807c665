using System.Diagnostics;
using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>Reads a receiver's counters before and after messages are sent.</summary>
internal sealed class Gauge
{
    private readonly ReceiverProcess _server;
    private readonly long? _allocated;
    private readonly ProcessorTime _processor;
    private readonly long _start;

    private Gauge(ReceiverProcess server, long? allocated)
    {
        _server = server;
        _allocated = allocated;
        _processor = server.ProcessorTime;
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Reads them before.</summary>
    public static async Task<Gauge> BeginAsync(ReceiverProcess server) => new(server, await server.AllocatedAsync());

    /// <summary>Reads them after.</summary>
    /// <param name="seconds">By the client's clock; null: by this one's.</param>
    public async Task<Sent> EndAsync(double? seconds = null)
    {
        double elapsed = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        var processor = _server.ProcessorTime - _processor;
        return new Sent(seconds ?? elapsed, processor, await _server.AllocatedAsync() - _allocated);
    }
}
