namespace SmtpGen.Storage;

/// <summary>
/// Removes messages and then their envelopes. Deletions that wait together share the syncs of the folders. Runs on the commit
/// thread only.
/// </summary>
internal sealed class MaildirDeletion(MaildirFolders folders)
{
    public void Delete(List<PendingDeletion> deletions)
    {
        ForEach(deletions, DeleteMessages);
        ForAll(deletions, () => SyncedDirectory.Sync(folders.New));
        ForAll(deletions, () => SyncedDirectory.Sync(folders.Current));
        // Last: a crash before leaves envelopes without messages, which are swept.
        ForEach(deletions, DeleteEnvelopes);
        ForAll(deletions, () => SyncedDirectory.Sync(folders.Envelopes));
        foreach (PendingDeletion deletion in deletions)
            deletion.Committed();
    }

    private void DeleteMessages(PendingDeletion deletion)
    {
        // A mail reader may move a message to cur, or change its flags, between the listing and the deletion, which then
        // finds no file and is silent about it. So it is over when a listing finds none of them.
        while (folders.Locate(deletion.Ids) is { Count: > 0 } paths)
        {
            foreach (string path in paths)
                File.Delete(path);
        }
    }

    private void DeleteEnvelopes(PendingDeletion deletion)
    {
        foreach (string name in deletion.Ids)
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
