namespace SmtpGen.Storage;

/// <summary>
/// Delivers groups of messages and deletes others. For each delivery, body and envelope are written and synced; then, once for the group, the envelope
/// folder is synced, the messages are renamed into new, and new is synced. Runs on the commit thread only, the one
/// place that blocks on the disk.
/// </summary>
internal sealed class MaildirCommitter(MaildirFolders folders) : IDisposable
{
    private readonly SyncedDirectory _new = new(folders.New);
    private readonly SyncedDirectory _envelopes = new(folders.Envelopes);
    private readonly MaildirDeletion _deletion = new(folders);
    private long _commitCount;

    /// <summary>Groups that stored at least one message.</summary>
    public long CommitCount => Volatile.Read(ref _commitCount);

    public void Commit(IReadOnlyList<PendingCommit> group)
    {
        foreach (PendingDeletion deletion in group.OfType<PendingDeletion>())
            _deletion.Delete(deletion);
        Deliver([.. group.OfType<PendingMessage>().Select(message => new Delivery(message, folders))]);
    }

    public void Dispose()
    {
        _new.Dispose();
        _envelopes.Dispose();
    }

    private void Deliver(List<Delivery> deliveries)
    {
        ForEach(deliveries, delivery => delivery.Write());
        ForAll(deliveries, _envelopes.Sync);
        ForEach(deliveries, delivery => delivery.Publish());
        ForAll(deliveries, _new.Sync);

        if (deliveries.Count == 0)
            return;
        Interlocked.Increment(ref _commitCount);
        foreach (Delivery delivery in deliveries)
            delivery.Message.Stored(delivery.Name);
    }

    /// <summary>Takes a step for each message; those that fail leave the group.</summary>
    private void ForEach(List<Delivery> deliveries, Action<Delivery> step)
        => deliveries.RemoveAll(delivery => !Succeeds(() => step(delivery), [delivery]));

    /// <summary>Takes a step for the group, which fails as a whole or not at all.</summary>
    private void ForAll(List<Delivery> deliveries, Action step)
    {
        if (deliveries.Count > 0 && !Succeeds(step, deliveries))
            deliveries.Clear();
    }

    private bool Succeeds(Action step, IReadOnlyList<Delivery> deliveries)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            foreach (Delivery delivery in deliveries)
            {
                delivery.Withdraw();
                delivery.Message.Refused(StoreException.FromFile(folders.Root, exception));
            }

            return false;
        }
    }

    private sealed class Delivery(PendingMessage message, MaildirFolders folders)
    {
        private string? _temporaryPath;

        public PendingMessage Message => message;

        /// <summary>Given at the commit, so that names sort by the time of storing.</summary>
        public string Name { get; } = MaildirName.Next();

        public void Write()
        {
            // Read before the spool is closed.
            MessageSummary summary = message.Summary;
            _temporaryPath = message.Spool.CloseSynced();
            EnvelopeSidecar.Write(folders.EnvelopePath(Name), message.Envelope, summary);
        }

        // With overwrite .NET makes this one rename; without, it links and unlinks. The name is unique either way.
        public void Publish() => File.Move(_temporaryPath!, Path.Combine(folders.New, Name), overwrite: true);

        /// <summary>Leaves no trace of a message that its sender is told to send again. The spool removes the file in tmp.</summary>
        public void Withdraw()
        {
            foreach (string path in (string[])[Path.Combine(folders.New, Name), folders.EnvelopePath(Name)])
            {
                try
                {
                    File.Delete(path);
                }
                catch (Exception exception) when (StoreException.IsFileFailure(exception))
                {
                    // The disk refuses; at worst the message is there twice when its sender has sent it again.
                }
            }
        }
    }
}
