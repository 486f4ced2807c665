namespace SmtpGen.Storage;

/// <summary>
/// The folders of a Maildir: tmp, new and cur by the convention, and envelopes for what the body does not say. Mail readers
/// look into the first three only, and as subfolders of the mailbox they take names that begin with a dot, which
/// "envelopes" does not.
/// </summary>
internal sealed class MaildirFolders(string root)
{
    private long _listingCount;

    /// <summary>How often the messages were listed.</summary>
    public long ListingCount => Volatile.Read(ref _listingCount);

    public string Root => root;

    public string Temporary { get; } = Path.Combine(root, "tmp");

    public string New { get; } = Path.Combine(root, "new");

    public string Current { get; } = Path.Combine(root, "cur");

    public string Envelopes { get; } = Path.Combine(root, "envelopes");

    public string EnvelopePath(string name) => Path.Combine(Envelopes, name + ".json");

    /// <summary>The name of the message that an envelope belongs to.</summary>
    public static string NameOfEnvelope(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>Creates what is missing, for the owner only, and makes it last.</summary>
    public void Create()
    {
        Make(root);
        foreach (string folder in (string[])[Temporary, New, Current, Envelopes])
            Make(folder);
        SyncedDirectory.Sync(root);
        if (Path.GetDirectoryName(root) is { } parent)
            SyncedDirectory.Sync(parent);
    }

    /// <summary>The names of all messages.</summary>
    public HashSet<string> Names() => [.. Messages().Keys];

    /// <summary>All messages, in the order of their deliveries.</summary>
    public List<MaildirEntry> ListInOrder()
        => [.. Messages().Values
            .OrderBy(entry => MaildirName.DeliveryOrder(entry.Name))
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)];

    /// <summary>All messages delivered before one with a name, which need not be there; newest first.</summary>
    public List<MaildirEntry> ListNewest(string? before)
    {
        List<MaildirEntry> entries = ListInOrder();
        if (before is not null)
        {
            var limit = MaildirName.DeliveryOrder(before);
            entries.RemoveAll(entry => limit.CompareTo(MaildirName.DeliveryOrder(entry.Name)) is var order
                && (order < 0 || (order == 0 && string.CompareOrdinal(entry.Name, before) >= 0)));
        }

        entries.Reverse();
        return entries;
    }

    /// <summary>The message with a name, or the only one whose name begins so.</summary>
    public MaildirEntry? Find(string nameOrBeginning)
    {
        if (nameOrBeginning.Length == 0)
            return null;
        if (FindUnread(nameOrBeginning) is { } unread)
            return unread;
        Dictionary<string, MaildirEntry> messages = Messages();
        if (messages.TryGetValue(nameOrBeginning, out MaildirEntry? found))
            return found;
        MaildirEntry[] candidates =
            [.. messages.Values.Where(entry => entry.Name.StartsWith(nameOrBeginning, StringComparison.Ordinal)).Take(2)];
        return candidates.Length == 1 ? candidates[0] : null;
    }

    /// <summary>Whether a text can be the name of a message, and so of a file in one of the folders.</summary>
    public static bool IsName(string text)
        => text.Length > 0 && text[0] != '.' && !text.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar, '\0');

    /// <summary>
    /// Does something with a message's file, and once more when a mail reader has moved it since it was listed. Null when
    /// the message is gone.
    /// </summary>
    public T? Use<T>(MaildirEntry entry, Func<string, T> action)
        where T : class
    {
        try
        {
            return action(entry.Path);
        }
        catch (FileNotFoundException)
        {
            if ((FindRead(entry.Name) ?? Messages().GetValueOrDefault(entry.Name)) is not { } moved)
                return null;
            try
            {
                return action(moved.Path);
            }
            catch (FileNotFoundException)
            {
                return null;
            }
        }
    }

    /// <summary>All messages by their names; blocks as long as it takes to read both folders.</summary>
    public Dictionary<string, MaildirEntry> Messages()
    {
        Interlocked.Increment(ref _listingCount);
        var messages = new Dictionary<string, MaildirEntry>(StringComparer.Ordinal);
        // A mail reader moves from new to cur, so in this order a message on the move is seen once or twice, never missed.
        foreach (string folder in (string[])[New, Current])
        {
            foreach (string path in Directory.EnumerateFiles(folder))
            {
                string fileName = Path.GetFileName(path);
                // Not a message: .nfs0001 or .DS_Store, say.
                if (!fileName.StartsWith('.'))
                    messages[MaildirName.WithoutFlags(fileName)] = new MaildirEntry(MaildirName.WithoutFlags(fileName), folder, fileName);
            }
        }

        return messages;
    }

    private MaildirEntry? FindUnread(string name) => IsName(name) ? At(name, New, name) : null;

    // With the flags that mail readers give when they have seen a message's header or shown it: without this a reader that moves
    // all messages would make a listing necessary for each.
    private MaildirEntry? FindRead(string name) => At(name, Current, name + ":2,") ?? At(name, Current, name + ":2,S");

    private static MaildirEntry? At(string name, string folder, string fileName)
        => File.Exists(Path.Combine(folder, fileName)) ? new MaildirEntry(name, folder, fileName) : null;

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

/// <summary>A message's file: its unique name, and where it was when it was listed.</summary>
internal sealed record MaildirEntry(string Name, string Folder, string FileName)
{
    // Made when it is asked for: a mailbox may hold hundreds of thousands.
    public string Path => System.IO.Path.Combine(Folder, FileName);
}
