namespace SmtpGen.Storage;

/// <summary>Removes messages and then their envelopes, and syncs the folders. Runs on the commit thread only.</summary>
internal sealed class MaildirDeletion(MaildirFolders folders)
{
    public void Delete(PendingDeletion deletion)
    {
        try
        {
            IReadOnlyList<string> gone = deletion.Owner is { } owner ? TakeOff(owner, deletion.Ids) : deletion.Ids;
            DeleteMessages(gone);
            SyncedDirectory.Sync(folders.New);
            SyncedDirectory.Sync(folders.Current);
            // Last: a crash before leaves envelopes without messages, which the next openings remove.
            foreach (string name in gone)
                File.Delete(folders.EnvelopePath(name));
            SyncedDirectory.Sync(folders.Envelopes);
            deletion.Committed();
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            deletion.Refused(StoreException.FromFile(folders.Root, exception));
        }
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
        EnvelopeSidecar.Write(written, envelope, summary);
        File.Move(written, folders.EnvelopePath(name), overwrite: true);
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
}
