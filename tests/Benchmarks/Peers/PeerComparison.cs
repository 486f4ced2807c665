using System.Diagnostics;
using System.Globalization;

namespace SmtpGen.Benchmarks.Peers;

/// <summary>Our server beside smtp-sink, which comes with Postfix: both take and discard what the same client sends, in turn.</summary>
internal static class PeerComparison
{
    /// <summary>Prints a row for each load.</summary>
    /// <param name="rounds">How often each load is measured with each server.</param>
    public static async Task RunAsync(int rounds)
    {
        using var ours = await ServerProcess.StartAsync("SmtpGen", Environment.ProcessPath!, port => ["discard", port.ToString(CultureInfo.InvariantCulture)]);
        using var peer = await ServerProcess.StartAsync("smtp-sink", "smtp-sink", Sink);
        Console.WriteLine($"Medians of {rounds} rounds, each server in turn; x: ratio to smtp-sink in the same round.");
        Console.WriteLine();
        Console.WriteLine("| load | SmtpGen messages/s | smtp-sink messages/s | x | SmtpGen CPU us/message | smtp-sink | x |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var load in Load.All)
        {
            // Unmeasured: what runs often is compiled once more.
            await load.RunAsync(ours.Port, load.Messages);
            var measured = new List<(Figures Ours, Figures Peer)>();
            for (int i = 0; i < rounds; i++)
                measured.Add((await MeasureAsync(load, ours), await MeasureAsync(load, peer)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {load.Name} | {Median(m => m.Ours.Rate):F0} | {Median(m => m.Peer.Rate):F0} | {Median(m => m.Ours.Rate / m.Peer.Rate):F2} | {Median(m => m.Ours.Processor):F1} | {Median(m => m.Peer.Processor):F1} | {Median(m => m.Ours.Processor / m.Peer.Processor):F2} |"));

            double Median(Func<(Figures Ours, Figures Peer), double> figure) => measured.Select(figure).Order().ElementAt(measured.Count / 2);
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Most memory, MiB: SmtpGen {ours.PeakMemory:F0}, smtp-sink {peer.PeakMemory:F0}."));
    }

    // It serves nobody as root.
    private static string[] Sink(int port) =>
        [.. Environment.IsPrivilegedProcess ? ["-u", "nobody"] : Array.Empty<string>(), $"127.0.0.1:{port}", "512"];

    private static async Task<Figures> MeasureAsync(Load load, ServerProcess server)
    {
        var before = server.ProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await load.RunAsync(server.Port, load.Messages);
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new Figures(load.Messages / elapsed.TotalSeconds, (server.ProcessorTime - before).TotalMicroseconds / load.Messages);
    }

    /// <param name="Rate">Messages a second.</param>
    /// <param name="Processor">Microseconds of the server's processor time for a message.</param>
    private sealed record Figures(double Rate, double Processor);
}
