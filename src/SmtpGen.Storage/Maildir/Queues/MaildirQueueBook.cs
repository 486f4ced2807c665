namespace SmtpGen.Storage;

/// <summary>All queues of a Maildir, as its messages and the journal's lines make them.</summary>
internal sealed class MaildirQueueBook
{
    private long _order;

    public SortedDictionary<string, MaildirQueueMemory> Queues { get; } = new(StringComparer.Ordinal);

    /// <summary>Messages that are deleted with their last queue.</summary>
    public HashSet<string> Unwanted { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads what the journal says of the messages that there are.</summary>
    /// <param name="lines">The journal's lines.</param>
    /// <param name="messages">The names of the messages, oldest first.</param>
    /// <param name="now">When messages are due of which the journal says nothing.</param>
    public static MaildirQueueBook Of(IEnumerable<MaildirQueueLine> lines, IReadOnlyList<string> messages, DateTimeOffset now)
    {
        var last = new Dictionary<string, Dictionary<string, MaildirQueueLine>>(StringComparer.Ordinal);
        var book = new MaildirQueueBook();
        foreach (MaildirQueueLine line in lines)
        {
            if (line is { Queue: null, Id: { } unwanted })
                book.Unwanted.Add(unwanted);
            else if (line is { Queue: { } removed, Gone: true, Id: null })
                last.Remove(removed);
            else if (line.Queue is { } queue && (last.TryGetValue(queue, out var known) || last.TryAdd(queue, known = new(StringComparer.Ordinal))) && line.Id is { } id)
                known[id] = line;
        }

        book.Unwanted.IntersectWith(messages);
        foreach ((string name, var known) in last)
        {
            MaildirQueueMemory queue = book.Queues[name] = new();
            foreach (string id in messages)
                queue.Set(id, book.Entry(known.GetValueOrDefault(id), now));
        }

        return book;
    }

    /// <summary>An entry for a message that was never tried.</summary>
    public MaildirQueueEntry NewEntry(DateTimeOffset now) => new(_order++, now);

    /// <summary>The lines that say all of it.</summary>
    public IEnumerable<MaildirQueueLine> Lines()
    {
        foreach ((string name, MaildirQueueMemory queue) in Queues)
        {
            yield return new MaildirQueueLine { Queue = name };
            foreach (string id in queue.Gone)
                yield return new MaildirQueueLine { Queue = name, Id = id, Gone = true };
            foreach ((string id, MaildirQueueEntry entry) in queue.Entries)
            {
                if (entry.Attempts > 0 || entry.Dead is not null)
                    yield return entry.ToLine(name, id);
            }
        }

        foreach (string id in Unwanted)
            yield return new MaildirQueueLine { Id = id, Unwanted = true };
    }

    public IReadOnlyList<QueueStatus> Status(DateTimeOffset now) => [.. Queues.Select(queue => queue.Value.Status(queue.Key, now))];

    /// <summary>The unwanted messages that no queue holds any more.</summary>
    public IEnumerable<string> Deletable(IEnumerable<string> candidates)
        => candidates.Where(id => Unwanted.Contains(id) && Queues.Values.All(queue => !queue.TryGet(id, out _)));

    private MaildirQueueEntry? Entry(MaildirQueueLine? line, DateTimeOffset now) => line switch
    {
        null => NewEntry(now),
        { Gone: true } => null,
        _ => NewEntry(line.Due ?? now) with { Attempts = line.Attempts, Dead = line.Dead, Reason = line.Reason, State = line.State },
    };
}
