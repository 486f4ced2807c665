namespace SmtpGen.Storage;

/// <summary>
/// Removes messages and then their envelopes. Deletions that wait together share the syncs of the folders. Runs on the commit
/// thread only.
/// </summary>
internal sealed class MaildirDeletion(MaildirFolders folders)
{
    public void Delete(List<PendingDeletion> deletions)
    {
        var gone = new Dictionary<PendingDeletion, IReadOnlyList<string>>();
        ForEach(deletions, deletion => gone[deletion] = deletion.Owner is { } owner ? TakeOff(owner, deletion.Ids) : deletion.Ids);
        ForEach(deletions, deletion => DeleteMessages(gone[deletion]));
        ForAll(deletions, () => SyncedDirectory.Sync(folders.New));
        ForAll(deletions, () => SyncedDirectory.Sync(folders.Current));
        // Last: a crash before leaves envelopes without messages, which are swept.
        ForEach(deletions, deletion => DeleteEnvelopes(gone[deletion]));
        ForAll(deletions, () => SyncedDirectory.Sync(folders.Envelopes));
        foreach (PendingDeletion deletion in deletions)
            deletion.Committed();
    }

    /// <summary>Takes an owner off messages; those that nobody is left for are returned.</summary>
    private List<string> TakeOff(MaildropOwner owner, IReadOnlyList<string> names)
    {
        var gone = new List<string>();
        foreach (string name in names)
        {
            // Without an envelope a message is in no maildrop: it was deleted meanwhile.
            if (EnvelopeSidecar.Read(folders.EnvelopePath(name)) is not { Envelope: var envelope, Summary: var summary })
                continue;
            EnvelopeRecipient[] others = [.. envelope.Recipients.Where(recipient => !owner.Owns(recipient.ForwardPath))];
            if (others.Length == 0)
                gone.Add(name);
            else if (others.Length < envelope.Recipients.Count)
                Replace(name, envelope with { Recipients = others }, summary);
        }

        return gone;
    }

    private void Replace(string name, MessageEnvelope envelope, MessageSummary? summary)
    {
        string written = Path.Combine(folders.Temporary, MaildirName.Next());
        try
        {
            EnvelopeSidecar.Write(written, envelope, summary);
            FileRename.Rename(written, folders.EnvelopePath(name));
        }
        catch
        {
            File.Delete(written);
            throw;
        }
    }

    private void DeleteMessages(IReadOnlyList<string> names)
    {
        // A mail reader may move a message to cur, or change its flags, between the listing and the deletion, which then
        // finds no file and is silent about it. So it is over when a listing finds none of them.
        while (names.Count > 0 && folders.Locate(names) is { Count: > 0 } paths)
        {
            foreach (string path in paths)
                File.Delete(path);
        }
    }

    private void DeleteEnvelopes(IReadOnlyList<string> names)
    {
        foreach (string name in names)
            File.Delete(folders.EnvelopePath(name));
    }

    private void ForEach(List<PendingDeletion> deletions, Action<PendingDeletion> step)
        => deletions.RemoveAll(deletion => !Succeeds(() => step(deletion), [deletion]));

    private void ForAll(List<PendingDeletion> deletions, Action step)
    {
        if (deletions.Count > 0 && !Succeeds(step, deletions))
            deletions.Clear();
    }

    private bool Succeeds(Action step, IReadOnlyList<PendingDeletion> deletions)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            foreach (PendingDeletion deletion in deletions)
                deletion.Refused(StoreException.FromFile(folders.Root, exception));
            return false;
        }
    }
}
