namespace SmtpGen.Storage;

/// <summary>
/// The folders of a Maildir: tmp, new and cur by the convention, and envelopes for what the body does not say. Mail readers
/// look into the first three only, and as subfolders of the mailbox they take names that begin with a dot, which
/// "envelopes" does not.
/// </summary>
internal sealed class MaildirFolders(string root)
{
    // Two of the pages that lists are read in.
    private const int MostAtFirst = 128;

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
    public IEnumerable<MaildirEntry> ListInOrder() => Sort(Messages().Values, Comparer<MaildirOrder>.Default);

    /// <summary>
    /// All messages delivered before one with a name, which need not be there; newest first. The first are found by a look that
    /// keeps no others: who reads only them neither waits for all nor pays for their memory.
    /// </summary>
    public IEnumerable<MaildirEntry> ListNewest(string? before)
    {
        MaildirOrder? limit = before is null ? null : MaildirOrder.Of(before);
        List<MaildirEntry> first = Newest(MostAtFirst, limit);
        return first.Count < MostAtFirst ? first : first.Concat(Rest(MaildirOrder.Of(first[^1].Name)));

        // Evaluated when the first are used up.
        IEnumerable<MaildirEntry> Rest(MaildirOrder last)
        {
            foreach (MaildirEntry entry in Sort(Messages().Values.Where(entry => MaildirOrder.Of(entry.Name).CompareTo(last) < 0), MaildirOrder.NewestFirst))
                yield return entry;
        }
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

    /// <summary>Whether a message with exactly this name is there.</summary>
    public bool Contains(string name) => (FindUnread(name) ?? FindRead(name)) is not null || Messages().ContainsKey(name);

    /// <summary>Whether a text can be the name of a message, and so of a file in one of the folders.</summary>
    public static bool IsName(string text)
        => text.Length > 0 && text[0] != '.' && !text.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar, '\0');

    /// <summary>A message where a listing saw it.</summary>
    /// <param name="name">Its unique name.</param>
    /// <param name="flags">What followed the name in cur; null in new.</param>
    public MaildirEntry Listed(string name, string? flags)
        => flags is null ? new MaildirEntry(name, New, name) : new MaildirEntry(name, Current, name + flags);

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
            using var walk = new ListingWalk(folder, messages);
            walk.Run();
        }

        return messages;
    }

    // Sorted while they are taken: the first are there long before all would be.
    private static IEnumerable<MaildirEntry> Sort(IEnumerable<MaildirEntry> entries, IComparer<MaildirOrder> order)
    {
        var waiting = new PriorityQueue<MaildirEntry, MaildirOrder>(entries.Select(entry => (entry, MaildirOrder.Of(entry.Name))), order);
        return Take(waiting);

        static IEnumerable<MaildirEntry> Take(PriorityQueue<MaildirEntry, MaildirOrder> waiting)
        {
            while (waiting.TryDequeue(out MaildirEntry? entry, out _))
                yield return entry;
        }
    }

    private List<MaildirEntry> Newest(int most, MaildirOrder? limit)
    {
        Interlocked.Increment(ref _listingCount);
        var newest = new NewestMessages(most, limit);
        newest.Add(New);
        newest.Add(Current);
        return newest.ToList();
    }

    private MaildirEntry? FindUnread(string name) => IsName(name) ? At(name, New, name) : null;

    // With the flags that mail readers give when they have seen a message's header or shown it: without this a reader that moves
    // all messages would make a listing necessary for each.
    private MaildirEntry? FindRead(string name) => At(name, Current, name + ":2,") ?? At(name, Current, name + ":2,S");

    // Without the paths, which would cost more than all else.
    private sealed class ListingWalk(string folder, Dictionary<string, MaildirEntry> messages) : FileNameWalk(folder)
    {
        protected override void Visit(ReadOnlySpan<char> fileName)
        {
            string text = fileName.ToString();
            string name = MaildirName.WithoutFlags(text);
            messages[name] = new MaildirEntry(name, Folder, text);
        }
    }

    private static MaildirEntry? At(string name, string folder, string fileName)
        => File.Exists(Path.Combine(folder, fileName)) ? new MaildirEntry(name, folder, fileName) : null;

    /// <summary>Creates a folder for the owner only.</summary>
    public static void Make(string folder)
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
