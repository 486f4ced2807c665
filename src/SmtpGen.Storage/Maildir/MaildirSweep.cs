namespace SmtpGen.Storage;

/// <summary>
/// Removes what dead writers left: files in tmp, and envelopes without a message. Blocks on the disk.
/// </summary>
internal sealed class MaildirSweep(MaildirFolders folders)
{
    // A delivery that takes longer is dead, by the convention.
    private static readonly TimeSpan s_abandonedAfter = TimeSpan.FromHours(36);

    // An envelope is complete before its message is in new, and nothing locks it meanwhile. The writer may run in another container
    // of the same host name, where its process cannot be seen from here.
    private static readonly TimeSpan s_envelopeGrace = TimeSpan.FromMinutes(10);

    private readonly MaildirWriters _writers = new();

    public void Run()
    {
        foreach (string path in Directory.EnumerateFiles(folders.Temporary))
            RemoveIfAbandoned(path, Path.GetFileName(path), TimeSpan.Zero);

        // Twice, since a mail reader may move a message while the first look goes through the folders.
        string[] orphans = [.. WithoutMessage(Directory.EnumerateFiles(folders.Envelopes))];
        foreach (string path in orphans.Length == 0 ? [] : WithoutMessage(orphans))
            RemoveIfAbandoned(path, MaildirFolders.NameOfEnvelope(path), s_envelopeGrace);
    }

    // The envelopes are listed first: each message that was delivered before has its file then.
    private IEnumerable<string> WithoutMessage(IEnumerable<string> envelopes)
    {
        string[] listed = [.. envelopes];
        HashSet<string> messages = folders.Names();
        return listed.Where(path => !messages.Contains(MaildirFolders.NameOfEnvelope(path)));
    }

    private void RemoveIfAbandoned(string path, string name, TimeSpan grace)
    {
        try
        {
            TimeSpan age = DateTime.UtcNow - File.GetLastWriteTimeUtc(path);
            if (age > s_abandonedAfter || (age >= grace && _writers.IsDead(name) && IsUnlocked(path)))
                File.Delete(path);
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            // A leftover does no harm; the next sweep tries again.
        }
    }

    // A store locks the file that it writes a body to. So a writer whose process cannot be seen from here, as in another
    // container, is not taken for dead.
    private static bool IsUnlocked(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
