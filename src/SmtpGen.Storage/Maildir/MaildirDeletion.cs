using SmtpGen.Envelopes;

namespace SmtpGen.Storage;

/// <summary>
/// Removes messages and then their envelopes. Deletions that wait together share the syncs of the folders. Runs on the commit
/// thread only.
/// </summary>
internal sealed class MaildirDeletion(MaildirFolders folders, TimeProvider time) : IDisposable
{
    private readonly MaildirListing _listing = new(folders, time);
    private readonly CommitSteps<PendingDeletion> _steps =
        new((deletion, failure) => deletion.Refused(StoreException.Of(folders.Root, failure)));

    public void Delete(List<PendingDeletion> deletions)
    {
        var gone = new Dictionary<PendingDeletion, IReadOnlyList<string>>();
        _steps.ForEach(deletions, deletion => gone[deletion] = deletion.Owner is { } owner ? TakeOff(owner, deletion.Ids) : deletion.Ids);
        DeleteMessages(deletions, new Dictionary<PendingDeletion, IReadOnlyList<string>>(gone));
        _steps.ForAll(deletions, () => SyncedDirectory.Sync(folders.New));
        _steps.ForAll(deletions, () => SyncedDirectory.Sync(folders.Current));
        // Last: a crash before leaves envelopes without messages, which are swept.
        _steps.ForEach(deletions, deletion => DeleteEnvelopes(gone[deletion]));
        _steps.ForAll(deletions, () => SyncedDirectory.Sync(folders.Envelopes));
        foreach (PendingDeletion deletion in deletions)
            deletion.Committed();
    }

    public void Dispose() => _listing.Dispose();

    /// <summary>Takes an owner off messages; those that nobody is left for are returned.</summary>
    private List<string> TakeOff(MaildropOwner owner, IReadOnlyList<string> names)
    {
        var gone = new List<string>();
        foreach (string name in names)
        {
            // Without an envelope a message is in no maildrop: it was deleted meanwhile.
            if (EnvelopeSidecar.Read(folders.EnvelopePath(name)) is not { Envelope: var envelope, Summary: var summary })
                continue;
            Recipient[] others = [.. envelope.Recipients.Where(recipient => !owner.Owns(recipient.ForwardPath))];
            if (others.Length == 0)
                gone.Add(name);
            else if (others.Length < envelope.Recipients.Count)
                Replace(name, envelope with { Recipients = others }, summary);
        }

        return gone;
    }

    private void Replace(string name, ReceivedEnvelope envelope, BodySummary? summary)
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

    // A message that nobody has read is in new under its own name. In cur it has flags, which only a listing tells, and a mail
    // reader may move it or change its flags at any time. So the deletion ends when a listing has none of those that were not found.
    private void DeleteMessages(List<PendingDeletion> deletions, Dictionary<PendingDeletion, IReadOnlyList<string>> left)
    {
        IReadOnlyDictionary<string, MaildirEntry> listed = _listing.Messages;
        _steps.ForEach(deletions, deletion => left[deletion] = RemoveFound(left[deletion], listed));
        while (deletions.Exists(deletion => left[deletion].Count > 0))
        {
            _steps.ForAll(deletions, () => listed = _listing.Renew());
            _steps.ForEach(deletions, deletion => left[deletion] = RemoveFound([.. left[deletion].Where(listed.ContainsKey)], listed));
        }
    }

    /// <summary>Removes messages that are in new, or where they were listed; returns the others.</summary>
    private List<string> RemoveFound(IReadOnlyList<string> names, IReadOnlyDictionary<string, MaildirEntry> listed)
        => [.. names.Where(name => !FileRemoval.Remove(Path.Combine(folders.New, name))
            && !(listed.TryGetValue(name, out MaildirEntry? entry) && FileRemoval.Remove(entry.Path)))];

    private void DeleteEnvelopes(IReadOnlyList<string> names)
    {
        foreach (string name in names)
            File.Delete(folders.EnvelopePath(name));
    }
}
