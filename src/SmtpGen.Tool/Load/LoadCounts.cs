using System.Collections.Concurrent;
using System.Globalization;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Tool.Load;

/// <summary>Counts what happens while a load runs, from any thread.</summary>
internal sealed class LoadCounts
{
    private readonly ConcurrentDictionary<string, int> _replies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _unexpected = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _problems = new(StringComparer.Ordinal);
    private int _sent;
    private int _failed;

    public int Sent => _sent;

    public int Failed => _failed;

    /// <summary>How often each code was replied.</summary>
    public IReadOnlyDictionary<string, int> Replies => _replies;

    /// <summary>How often a code was replied that the specification does not declare: <c>259 to MAIL FROM:&lt;a@b.example&gt;</c>.</summary>
    public IReadOnlyDictionary<string, int> Unexpected => _unexpected;

    /// <summary>What went wrong, and how often.</summary>
    public IReadOnlyDictionary<string, int> Problems => _problems;

    public void Take(TranscriptEntry entry)
    {
        if (entry.Reply is not { } reply)
            return;
        string code = reply.Code.ToString(CultureInfo.InvariantCulture);
        Count(_replies, code);
        if (!reply.IsDeclared)
            Count(_unexpected, $"{code} to {reply.Command}");
    }

    public void Success() => Interlocked.Increment(ref _sent);

    public void Failure(string problem)
    {
        Interlocked.Increment(ref _failed);
        Count(_problems, problem);
    }

    private static void Count(ConcurrentDictionary<string, int> counts, string what) => counts.AddOrUpdate(what, 1, static (_, count) => count + 1);
}
