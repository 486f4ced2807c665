using System.Collections.Concurrent;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Tool.Load;

/// <summary>Counts what happens while a load runs, from any thread.</summary>
internal sealed class LoadCounts
{
    private readonly ConcurrentDictionary<string, int> _replies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _problems = new(StringComparer.Ordinal);
    private int _sent;
    private int _failed;

    public int Sent => _sent;

    public int Failed => _failed;

    /// <summary>How often each code was replied.</summary>
    public IReadOnlyDictionary<string, int> Replies => _replies;

    /// <summary>What went wrong, and how often.</summary>
    public IReadOnlyDictionary<string, int> Problems => _problems;

    public void Take(TranscriptEntry entry)
    {
        if (entry.Kind == TranscriptKind.Received)
            _replies.AddOrUpdate(entry.Text[..3], 1, static (_, count) => count + 1);
    }

    public void Success() => Interlocked.Increment(ref _sent);

    public void Failure(string problem)
    {
        Interlocked.Increment(ref _failed);
        _problems.AddOrUpdate(problem, 1, static (_, count) => count + 1);
    }
}
