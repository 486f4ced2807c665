using System.Globalization;
using SmtpGen.Benchmarks.Peers.Processes;
using SmtpGen.Benchmarks.Peers.Report;

namespace SmtpGen.Benchmarks.Peers;

/// <summary>Prints results as they come, and keeps them in files.</summary>
internal sealed class PeerReport
{
    private readonly PeerOptions _options;
    private readonly Dictionary<string, string> _leftOut;
    private readonly string _folder;
    private readonly List<LoadResult> _results = [];
    private readonly List<string> _text = [];

    public PeerReport(PeerOptions options, Dictionary<string, string> leftOut)
    {
        _options = options;
        _leftOut = leftOut;
        _folder = Directory.CreateDirectory(options.Output ?? Path.Combine(Repository.Artifacts, "results")).FullName;
    }

    /// <summary>Says what it is measured on, and what is left out.</summary>
    public void Begin()
    {
        Say($"{Machine.Here}. {_options.Rounds} rounds, each receiver in turn: median (least–most). "
            + "CPU is the receiver's processor time in ms per 1,000 messages; x: ratio within the round.");
        // A client and a receiver have nothing to wait for but each other.
        if (Machine.LoadAverage is var load && load > Machine.Here.Cores / 2.0)
            Say(string.Create(CultureInfo.InvariantCulture, $"The machine is busy with something else: its load average is {load:F1}. Expect a wide spread."));
        foreach (var (receiver, reason) in _leftOut)
            Say($"Left out: {receiver}, since {reason}.");
        if (!SystemCalls.CanCount)
            Say("System calls are not counted, since strace is not installed.");
    }

    /// <summary>Adds a load.</summary>
    public void Add(LoadResult result)
    {
        _results.Add(result);
        Say(MarkdownTable.Write(result));
        // An hour's results are not lost with its last minute.
        ResultsJson.Write(Path.Combine(_folder, "results.json"), _options, Machine.Here, _results, _leftOut);
        foreach (var figure in result.Load.Charted)
            Chart.Write(Path.Combine(_folder, $"{result.Load.Id}.{figure.Id}.svg"), result, figure);
    }

    /// <summary>Says what failed.</summary>
    /// <returns>The exit code.</returns>
    public int End()
    {
        var failures = _results.SelectMany(result => result.Standings.Where(standing => standing.Failure is not null)
            .Select(standing => $"{standing.Receiver.Title} under {result.Load.Title}: {standing.Failure}")).ToList();
        if (failures.Count > 0)
            Say($"\nFailed, so that the exit code is 1:\n- {string.Join("\n- ", failures)}");
        File.WriteAllLines(Path.Combine(_folder, "results.md"), _text);
        Console.WriteLine($"\nresults.json, results.md and the charts are in {_folder}.");
        return failures.Count > 0 ? 1 : 0;
    }

    private void Say(string text)
    {
        _text.Add(text);
        Console.WriteLine(text);
    }
}
