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
    private readonly MaildirQueues _queues;
    private readonly DiskThreads _threads;
    private readonly CommitSteps<MaildirDelivery> _steps;
    private long _commitCount;

    public MaildirCommitter(MaildirFolders folders, TimeProvider time, DiskThreads threads, MaildirQueues queues)
    {
        _folders = folders;
        _new = new SyncedDirectory(folders.New);
        _envelopes = new SyncedDirectory(folders.Envelopes);
        _deletion = new MaildirDeletion(folders, time);
        _threads = threads;
        _queues = queues;
        _steps = new CommitSteps<MaildirDelivery>(Refuse);
    }

    /// <summary>Groups that stored at least one message.</summary>
    public long CommitCount => Volatile.Read(ref _commitCount);

    public void Commit(IReadOnlyList<PendingCommit> group)
    {
        _removals.Retry();
        PendingDeletion[] deletions = [.. group.OfType<PendingDeletion>()];
        Delete(deletions);
        if (_queues.Commit(group) is { Count: > 0 } unwanted)
            Delete(new PendingDeletion(owner: null, unwanted));
        Deliver([.. group.OfType<PendingMessage>().Select(message => new MaildirDelivery(message, _folders))]);
    }

    public void Dispose()
    {
        _new.Dispose();
        _envelopes.Dispose();
        _deletion.Dispose();
        _queues.Dispose();
    }

    private void Delete(params PendingDeletion[] deletions)
    {
        _deletion.Delete([.. deletions]);
        foreach (PendingDeletion deletion in deletions.Where(deletion => deletion.IsCommitted && deletion.Owner is null))
            _queues.Forget(deletion.Ids);
    }

    private void Deliver(List<MaildirDelivery> deliveries)
    {
        _steps.ForAll(deliveries, RequireInPlace);
        _steps.ForEach(deliveries, delivery => delivery.Summarize());
        Write(deliveries);
        _steps.ForAll(deliveries, _envelopes.Sync);
        _steps.ForEach(deliveries, delivery => delivery.Publish());
        _steps.ForAll(deliveries, _new.Sync);
        // Once more: what was renamed into a folder that is another's by now was not synced.
        _steps.ForAll(deliveries, RequireInPlace);

        if (deliveries.Count == 0)
            return;
        Interlocked.Increment(ref _commitCount);
        foreach (MaildirDelivery delivery in deliveries)
            delivery.Message.Stored(delivery.Name);
        _queues.Put(deliveries.Select(delivery => delivery.Name));
    }

    private void Write(List<MaildirDelivery> deliveries)
    {
        Action[] steps = [.. deliveries.SelectMany(delivery => (Action[])[
            () => Try(delivery, delivery.WriteBody),
            () => Try(delivery, delivery.WriteEnvelope)])];
        _threads.ForEach(steps, step => step());
        _steps.ForEach(deliveries, delivery => delivery.RequireWritten());

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

    private void Refuse(MaildirDelivery delivery, Exception failure)
    {
        _removals.Remove(delivery.Paths);
        delivery.Message.Refused(StoreException.Of(_folders.Root, failure));
    }
}
