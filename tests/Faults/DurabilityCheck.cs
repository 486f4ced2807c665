namespace SmtpGen.Faults.Tests;

/// <summary>
/// Follows a record as a disk would that loses whatever was not synced, and finds answers that leave while something could
/// still be lost. It holds for one client at a time: with more, another's message may be half written when an answer leaves.
/// </summary>
internal sealed class DurabilityCheck
{
    // Octets of files, and names in folders, each with the place of its last change.
    private readonly Dictionary<string, int> _unsynced = [];
    private readonly Dictionary<string, int> _syncsBegun = [];
    private readonly List<string> _violations = [];
    private int _syncs;

    /// <summary>What could be lost, one line each.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>The syncs between an answer and the one before, for each answer that counts.</summary>
    public List<int> SyncsBeforeAnswers { get; } = [];

    public static DurabilityCheck Of(IEnumerable<RecordedCall> calls, Func<string, bool> isAnswer)
    {
        var check = new DurabilityCheck();
        foreach (RecordedCall call in calls)
            check.Follow(call, isAnswer);
        return check;
    }

    private void Follow(RecordedCall call, Func<string, bool> isAnswer)
    {
        switch (call)
        {
            case { Name: "send" } when isAnswer(call.Path):
                _violations.AddRange(_unsynced.Keys.Where(Matters).Select(lost => $"{call.Path} leaves before {lost} is synced"));
                SyncsBeforeAnswers.Add(_syncs);
                _syncs = 0;
                break;
            case { Name: "sync", IsEnd: false }:
                _syncsBegun[call.Thread + call.Path] = call.Position;
                break;
            case { Name: "rename", IsEnd: false } when _unsynced.ContainsKey(Octets(call.Path)):
                _violations.Add($"{call.Path} is renamed to {call.Target} before it is synced");
                break;
            case { IsEnd: true, Error: 0 }:
                Done(call);
                break;
        }
    }

    private void Done(RecordedCall call)
    {
        switch (call.Name)
        {
            case "write" or "truncate":
                _unsynced[Octets(call.Path)] = call.Position;
                break;
            case "create" or "unlink":
                _unsynced[Name(call.Path)] = call.Position;
                break;
            case "rename":
                _unsynced[Name(call.Target)] = call.Position;
                if (_unsynced.Remove(Octets(call.Path), out int changed))
                    _unsynced[Octets(call.Target)] = changed;
                break;
            case "sync":
                _syncs++;
                Synced(call.Path, _syncsBegun[call.Thread + call.Path]);
                break;
        }
    }

    // A sync covers what had happened when it began.
    private void Synced(string path, int begun)
    {
        foreach ((string what, int changed) in _unsynced.ToArray())
        {
            if (changed < begun && (what == Octets(path) || (what.StartsWith("name ", StringComparison.Ordinal) && Folder(what[5..]) == path)))
                _unsynced.Remove(what);
        }
    }

    // What may be lost: names in tmp, spools, and the index of SQLite's log, which is made anew from the log.
    private static bool Matters(string what)
        => !what.Contains(" tmp/", StringComparison.Ordinal) && !what.Contains("/tmp/", StringComparison.Ordinal)
            && !what.Contains(".spool-", StringComparison.Ordinal) && !what.EndsWith("-shm", StringComparison.Ordinal);

    private static string Octets(string path) => $"octets {path}";

    private static string Name(string path) => $"name {path}";

    private static string Folder(string path) => Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".";
}
