using SmtpGen.Benchmarks.Peers.Building;
using SmtpGen.Benchmarks.Peers.Loads;
using SmtpGen.Benchmarks.Peers.Processes;
using SmtpGen.Benchmarks.Peers.Receivers;

namespace SmtpGen.Benchmarks.Peers;

/// <summary>Puts receivers under the same loads in turn, and says what each of them takes.</summary>
internal static class PeerComparison
{
    /// <summary>Does what the command line says.</summary>
    /// <returns>The exit code: 0; 1 where a message was not acknowledged; 2 where the command line is wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        PeerOptions options;
        IReadOnlyList<Load> loads;
        IReadOnlyList<Receiver> receivers;
        try
        {
            options = PeerOptions.Parse(words);
            loads = AllLoads.Choose(options);
            receivers = AllReceivers.Choose(options);
        }
        catch (FormatException exception)
        {
            await Console.Error.WriteLineAsync($"peers: {exception.Message}\n{PeerOptions.Usage}");
            return 2;
        }

        if (options.Lists)
        {
            List(loads, receivers);
            return 0;
        }

        if (await MissingAsync() is { } missing)
        {
            await Console.Error.WriteLineAsync($"peers: {missing}");
            return 2;
        }

        var leftOut = new Dictionary<string, string>();
        var ready = new List<Receiver>();
        foreach (var receiver in receivers.Where(receiver => loads.Any(load => load.Takes(receiver))))
        {
            if (await receiver.PrepareAsync() is { } reason)
                leftOut.Add(receiver.Id, reason);
            else
                ready.Add(receiver);
        }

        return await MeasureAsync(options, loads, ready, leftOut);
    }

    private static async Task<int> MeasureAsync(
        PeerOptions options, IReadOnlyList<Load> loads, IReadOnlyList<Receiver> receivers, Dictionary<string, string> leftOut)
    {
        var report = new PeerReport(options, leftOut);
        report.Begin();
        foreach (var load in loads)
        {
            var taking = receivers.Where(load.Takes).ToList();
            if (taking.Count > 0)
                report.Add(await Rounds.RunAsync(load, taking, options));
        }

        return report.End();
    }

    // Without the clients there is nothing to measure with.
    private static async Task<string?> MissingAsync() =>
        !OperatingSystem.IsLinux() ? "it measures by /proc, and so on Linux alone"
        : Commands.Find("smtp-source") is null ? "smtp-source is not installed (Debian's postfix)"
        : await CPrograms.PrepareAsync("client");

    private static void List(IReadOnlyList<Load> loads, IReadOnlyList<Receiver> receivers)
    {
        Console.WriteLine("Loads:");
        foreach (var load in loads)
            Console.WriteLine($"  {load.Id,-15} {load.Title}");
        Console.WriteLine("Receivers:");
        foreach (var receiver in receivers)
            Console.WriteLine($"  {receiver.Id,-15} {receiver.Title}");
    }
}
