using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using SmtpGen.Server.Telemetry;

namespace SmtpGen.Server.Transport;

/// <summary>
/// A client's turn to compute a TLS handshake. Awaited, it continues on one of the threads for handshakes when the turn comes; awaited
/// again, it lets other clients go first.
/// </summary>
internal readonly struct HandshakeTurn(ClientNetwork client, FairThreads threads) : ICriticalNotifyCompletion
{
    // Those of all servers of this process. Half of the processors: the others poll.
    private static readonly FairThreads s_threads = new("smtpgen handshakes", Math.Max(1, Environment.ProcessorCount / 2));

    private static readonly ObservableGauge<int> s_waiting = ServerMeter.Meter.CreateObservableGauge(
        "smtpgen.handshakes.waiting", () => s_threads.Waiting, "{turn}", "TLS handshakes that wait for their turn to be computed");

    /// <summary>A turn on the threads that all servers of this process share.</summary>
    public HandshakeTurn(ClientNetwork client)
        : this(client, s_threads)
    {
    }

    /// <summary>Never: each wait is a turn.</summary>
    public bool IsCompleted => false;

    /// <summary>Awaited, continues on the thread pool.</summary>
    public static ConfiguredTaskAwaitable LeaveAsync() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    public HandshakeTurn GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => threads.Add(new Step(continuation), client);

    private sealed class Step(Action continuation) : FairWork
    {
        public override void Run() => continuation();
    }
}
