using System.Runtime.CompilerServices;

namespace SmtpGen.Storage;

/// <summary>
/// Finds the newest messages of a Maildir, at most so many. Of all others it looks at little more than the seconds that their names
/// begin with.
/// </summary>
/// <param name="most">How many.</param>
/// <param name="limit">Only messages before it count; null for all.</param>
internal sealed class NewestMessages(int most, MaildirOrder? limit)
{
    // The oldest is at the head, and goes when a newer one comes. Twice as many: a message on the move is seen in both folders.
    private readonly PriorityQueue<MaildirEntry, MaildirOrder> _newest = new(2 * most + 1);
    private long _oldestSeconds = -1;

    private long LimitSeconds => limit?.Seconds ?? long.MaxValue;

    /// <summary>Looks through a folder; blocks.</summary>
    public void Add(string folder)
    {
        using var walk = new Walk(this, folder);
        walk.Run();
    }

    /// <summary>The messages, the newest first.</summary>
    public List<MaildirEntry> ToList()
        => [.. _newest.UnorderedItems.OrderBy(item => item.Priority, MaildirOrder.NewestFirst)
            .Select(item => item.Element).DistinctBy(entry => entry.Name).Take(most)];

    private void Add(string folder, string fileName)
    {
        var entry = new MaildirEntry(MaildirName.WithoutFlags(fileName), folder, fileName);
        var order = MaildirOrder.Of(entry.Name);
        if (limit?.CompareTo(order) <= 0)
            return;
        _newest.Enqueue(entry, order);
        if (_newest.Count <= 2 * most)
            return;
        _newest.Dequeue();
        _newest.TryPeek(out _, out MaildirOrder oldest);
        _oldestSeconds = oldest.Seconds;
    }

    private sealed class Walk(NewestMessages found, string folder) : FileNameWalk(folder)
    {
        private readonly long _limitSeconds = found.LimitSeconds;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Visit(ReadOnlySpan<char> fileName)
        {
            long seconds = MaildirOrder.LeadingNumber(fileName);
            if (seconds >= found._oldestSeconds && seconds <= _limitSeconds)
                found.Add(Folder, fileName.ToString());
        }
    }
}
