namespace SmtpGen.Storage;

/// <summary>Removes messages and then their envelopes, and syncs the folders. Runs on the commit thread only.</summary>
internal sealed class MaildirDeletion(MaildirFolders folders)
{
    public void Delete(PendingDeletion deletion)
    {
        try
        {
            DeleteMessages(deletion.Ids);
            SyncedDirectory.Sync(folders.New);
            SyncedDirectory.Sync(folders.Current);
            // Last: a crash before leaves envelopes without messages, which the next openings remove.
            foreach (string name in deletion.Ids)
                File.Delete(folders.EnvelopePath(name));
            SyncedDirectory.Sync(folders.Envelopes);
            deletion.Committed();
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            deletion.Refused(StoreException.FromFile(folders.Root, exception));
        }
    }

    private void DeleteMessages(IReadOnlyList<string> names)
    {
        // A mail reader may move a message to cur, or change its flags, between the listing and the deletion, which then
        // finds no file and is silent about it. So it is over when a listing finds none of them.
        while (folders.Locate(names) is { Count: > 0 } paths)
        {
            foreach (string path in paths)
                File.Delete(path);
        }
    }
}
