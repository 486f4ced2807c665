using System.Diagnostics;
using SmtpGen.Storage;

namespace SmtpGen.Web.Messages;

/// <summary>Brings an index up to what its store has. One call at a time.</summary>
/// <param name="opener">Reads the store.</param>
/// <param name="use">Calls the index when nobody else does.</param>
internal sealed class IndexBuild(MessageOpener opener, Func<Func<IndexDatabase, object?>, Task<object?>> use)
{
    private const int Batch = 64;
    private const long BatchOctets = 16 << 20;

    // Messages of a database become visible in another order than that of their ids, if only a little.
    private const int KnownInARow = 64;

    private int _done;
    private int _total = -1;

    /// <summary>Messages that are in the index.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Messages that belong in it; null before they are counted.</summary>
    public int? Total => Volatile.Read(ref _total) is >= 0 and var total ? total : null;

    /// <summary>
    /// Compares the index with the whole store, whatever store it was made of: adds what is missing, the newest first, replaces what is
    /// another message now, and drops what is gone.
    /// </summary>
    public async Task CompareAsync(CancellationToken cancellationToken)
    {
        var known = (Dictionary<string, (IndexedMessage Message, bool IsGone)>)(await use(database => database.ReadAll()).ConfigureAwait(false))!;
        var missing = new List<StoredMessage>();
        int newer = 0;
        int count = 0;
        bool hasMet = false;
        await foreach (var message in opener.Store.ListNewestAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            count++;
            if (known.Remove(message.Id, out var found) && !found.IsGone && found.Message.Is(message))
            {
                hasMet = true;
                continue;
            }

            missing.Add(message);
            newer += hasMet ? 0 : 1;
        }

        string[] gone = [.. known.Where(entry => !entry.Value.IsGone).Select(entry => entry.Key)];
        Volatile.Write(ref _done, count - missing.Count);
        Volatile.Write(ref _total, count);
        await use(database =>
        {
            database.Remove(gone);
            return null;
        }).ConfigureAwait(false);
        await AddAsync(missing, hasMet ? newer : 0, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds what has come since.</summary>
    public async Task AddNewestAsync(CancellationToken cancellationToken)
    {
        var missing = new List<StoredMessage>();
        int inARow = 0;
        await foreach (var message in opener.Store.ListNewestAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            bool isKnown = (bool)(await use(database => database.Find(message.Id)?.Is(message) == true).ConfigureAwait(false))!;
            inARow = isKnown ? inARow + 1 : 0;
            if (!isKnown)
                missing.Add(message);
            if (inARow == KnownInARow)
                break;
        }

        await AddAsync(missing, missing.Count, cancellationToken).ConfigureAwait(false);
    }

    // The first of them are newer than all that the index has, the others older.
    private async Task AddAsync(List<StoredMessage> missing, int newer, CancellationToken cancellationToken)
    {
        if (missing.Count == 0)
            return;
        var (least, greatest) = ((long, long))(await use(database => database.Range()).ConfigureAwait(false))!;
        for (int start = 0; start < missing.Count;)
        {
            long started = Stopwatch.GetTimestamp();
            int end = EndOfBatch(missing, start);
            var batch = missing[start..end];
            var documents = await opener.OpenAllAsync(batch, SearchDocument.Limit, opened => SearchDocument.Of(opened, cancellationToken), cancellationToken).ConfigureAwait(false);
            var placed = new List<(long, SearchDocument)>(documents.Count);
            foreach (var (index, document) in documents)
            {
                int at = start + index;
                placed.Add((at < newer ? greatest + newer - at : least - 1 - (at - newer), document));
            }

            await use(database =>
            {
                database.Add(placed);
                return null;
            }).ConfigureAwait(false);
            Interlocked.Add(ref _done, batch.Count);
            start = end;
            // Half of the time belongs to the others.
            if (start < missing.Count)
                await Task.Delay(Stopwatch.GetElapsedTime(started), cancellationToken).ConfigureAwait(false);
        }
    }

    private static int EndOfBatch(List<StoredMessage> missing, int start)
    {
        long octets = 0;
        int end = start;
        while (end < missing.Count && end - start < Batch && (end == start || octets + missing[end].Size <= BatchOctets))
            octets += Math.Min(missing[end++].Size, SearchDocument.Limit);
        return end;
    }
}
