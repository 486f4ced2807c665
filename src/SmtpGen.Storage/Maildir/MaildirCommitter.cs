namespace SmtpGen.Storage;

/// <summary>
/// Delivers groups of messages and deletes others. Bodies and envelopes of a group are written and synced at the same time;
/// then, once for the group, the envelope folder is synced, the messages are renamed into new, and new is synced. Runs on the
/// commit thread only.
/// </summary>
internal sealed class MaildirCommitter : IDisposable
{
    private readonly MaildirFolders _folders;
    private readonly SyncedDirectory _new;
    private readonly SyncedDirectory _envelopes;
    private readonly MaildirDeletion _deletion;
    private readonly MaildirRemovals _removals = new();
    private readonly DiskThreads _threads;
    private long _commitCount;

    public MaildirCommitter(MaildirFolders folders)
    {
        _folders = folders;
        _new = new SyncedDirectory(folders.New);
        _envelopes = new SyncedDirectory(folders.Envelopes);
        _deletion = new MaildirDeletion(folders);
        _threads = new DiskThreads($"sync {folders.Root}");
    }

    /// <summary>Groups that stored at least one message.</summary>
    public long CommitCount => Volatile.Read(ref _commitCount);

    public void Commit(IReadOnlyList<PendingCommit> group)
    {
        _removals.Retry();
        _deletion.Delete([.. group.OfType<PendingDeletion>()]);
        Deliver([.. group.OfType<PendingMessage>().Select(message => new MaildirDelivery(message, _folders))]);
    }

    public void Dispose()
    {
        _new.Dispose();
        _envelopes.Dispose();
        _threads.Dispose();
    }

    private void Deliver(List<MaildirDelivery> deliveries)
    {
        ForAll(deliveries, RequireInPlace);
        ForEach(deliveries, delivery => delivery.Summarize());
        Write(deliveries);
        ForAll(deliveries, _envelopes.Sync);
        ForEach(deliveries, delivery => delivery.Publish());
        ForAll(deliveries, _new.Sync);
        // Once more: what was renamed into a folder that is another's by now was not synced.
        ForAll(deliveries, RequireInPlace);

        if (deliveries.Count == 0)
            return;
        Interlocked.Increment(ref _commitCount);
        foreach (MaildirDelivery delivery in deliveries)
            delivery.Message.Stored(delivery.Name);
    }

    private void Write(List<MaildirDelivery> deliveries)
    {
        Action[] steps = [.. deliveries.SelectMany(delivery => (Action[])[
            () => Try(delivery, delivery.WriteBody),
            () => Try(delivery, delivery.WriteEnvelope)])];
        _threads.ForEach(steps, step => step());
        ForEach(deliveries, delivery => delivery.RequireWritten());

        static void Try(MaildirDelivery delivery, Action step)
        {
            try
            {
                step();
            }
            catch (Exception exception)
            {
                delivery.Failed(exception);
            }
        }
    }

    private void RequireInPlace()
    {
        _new.RequireInPlace();
        _envelopes.RequireInPlace();
    }

    /// <summary>Takes a step for each message; those that fail leave the group.</summary>
    private void ForEach(List<MaildirDelivery> deliveries, Action<MaildirDelivery> step)
        => deliveries.RemoveAll(delivery => !Succeeds(() => step(delivery), [delivery]));

    /// <summary>Takes a step for the group, which fails as a whole or not at all.</summary>
    private void ForAll(List<MaildirDelivery> deliveries, Action step)
    {
        if (deliveries.Count > 0 && !Succeeds(step, deliveries))
            deliveries.Clear();
    }

    private bool Succeeds(Action step, IReadOnlyList<MaildirDelivery> deliveries)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception exception)
        {
            foreach (MaildirDelivery delivery in deliveries)
            {
                _removals.Remove(delivery.Paths);
                delivery.Message.Refused(exception as StoreException ?? StoreException.FromFile(_folders.Root, exception));
            }

            return false;
        }
    }
}
