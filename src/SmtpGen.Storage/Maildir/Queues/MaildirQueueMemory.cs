using System.Diagnostics.CodeAnalysis;

namespace SmtpGen.Storage;

/// <summary>One queue: its messages, and those that have left it, which the Maildir may still hold.</summary>
internal sealed class MaildirQueueMemory
{
    private readonly Dictionary<string, MaildirQueueEntry> _entries = new(StringComparer.Ordinal);
    private readonly SortedSet<(DateTimeOffset Due, long Order, string Id)> _due = [];
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, MaildirQueueEntry>> Entries => _entries;

    public IEnumerable<string> Gone => _gone;

    public bool TryGet(string id, [NotNullWhen(true)] out MaildirQueueEntry? entry) => _entries.TryGetValue(id, out entry);

    public bool HasLeft(string id) => _gone.Contains(id);

    /// <summary>The message that has been due longest, if one is.</summary>
    public (string Id, MaildirQueueEntry Entry)? Next(DateTimeOffset now)
        => _due.Count > 0 && _due.Min is var first && first.Due <= now ? (first.Id, _entries[first.Id]) : null;

    /// <summary>Sets what is known of a message; null when it has left the queue.</summary>
    public void Set(string id, MaildirQueueEntry? entry)
    {
        if (_entries.Remove(id, out MaildirQueueEntry? before))
            _due.Remove((before.Due, before.Order, id));
        if (entry is null)
        {
            _gone.Add(id);
            return;
        }

        _gone.Remove(id);
        _entries.Add(id, entry);
        if (entry.Dead is null)
            _due.Add((entry.Due, entry.Order, id));
    }

    /// <summary>Forgets a message that the Maildir does not hold any more.</summary>
    public void Forget(string id)
    {
        Set(id, null);
        _gone.Remove(id);
    }

    public QueueStatus Status(string name, DateTimeOffset now)
    {
        long dead = _entries.Values.LongCount(entry => entry.Dead is not null);
        long leased = _entries.Values.LongCount(entry => entry is { IsLeased: true, Dead: null } && entry.Due > now);
        return new QueueStatus(name, _entries.Count - dead - leased, leased, dead);
    }
}
