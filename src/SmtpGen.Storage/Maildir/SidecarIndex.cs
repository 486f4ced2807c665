namespace SmtpGen.Storage;

/// <summary>
/// Whose messages those of a Maildir are, and how long, remembered from one login to the next: a sidecar is read when it is new
/// or has changed, as it does when one of several recipients deletes the message. Safe for threads.
/// </summary>
/// <param name="folders">The folders of the Maildir.</param>
/// <param name="most">
/// How many recipients are remembered, by default some 60 MB of them. The sidecars of further messages are read at each login.
/// </param>
internal sealed class SidecarIndex(MaildirFolders folders, int most = 200_000)
{
    private readonly Dictionary<string, IndexedSidecar> _known = new(StringComparer.Ordinal);
    private long _readCount;
    private int _kept;
    private bool _isFull;

    /// <summary>Sidecars read since the opening.</summary>
    public long ReadCount => Volatile.Read(ref _readCount);

    /// <summary>Those of the messages that are an owner's, in the same order; blocks.</summary>
    public IEnumerable<(MaildirEntry Message, IndexedSidecar Sidecar)> Of(MaildropOwner owner, List<MaildirEntry> messages)
    {
        Forget(messages);
        return messages
            .Select(message => (message, Sidecar: Read(message.Name)))
            .Where(pair => pair.Sidecar.Recipients.Any(owner.Owns));
    }

    private IndexedSidecar Read(string name)
    {
        string path = folders.EnvelopePath(name);
        var file = new FileInfo(path);
        (DateTime, long) version = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        lock (_known)
        {
            if (_known.TryGetValue(name, out IndexedSidecar? known) && known.Version == version)
                return known;
        }

        Interlocked.Increment(ref _readCount);
        // Of a message that another program delivered nobody is known to be a recipient.
        (string[] recipients, long? sizeInLines) = EnvelopeSidecar.ReadForMaildrop(path) ?? ([], null);
        var read = new IndexedSidecar(version, recipients) { SizeInLines = sizeInLines };
        lock (_known)
        {
            Remove(name);
            _isFull |= _kept + Cost(read) > most;
            if (_kept + Cost(read) <= most)
            {
                _kept += Cost(read);
                _known.Add(name, read);
            }
        }

        return read;
    }

    private void Forget(List<MaildirEntry> messages)
    {
        lock (_known)
        {
            if (_known.Count <= messages.Count && !_isFull)
                return;
            _isFull = false;
            var there = messages.Select(message => message.Name).ToHashSet(StringComparer.Ordinal);
            foreach (string name in _known.Keys.Where(name => !there.Contains(name)).ToList())
                Remove(name);
        }
    }

    private void Remove(string name)
    {
        if (_known.Remove(name, out IndexedSidecar? known))
            _kept -= Cost(known);
    }

    // A message of nobody's counts too.
    private static int Cost(IndexedSidecar sidecar) => Math.Max(1, sidecar.Recipients.Length);
}

/// <summary>What a maildrop needs of a sidecar.</summary>
/// <param name="Version">When it was written, and its length.</param>
/// <param name="Recipients">The forward-paths.</param>
internal sealed record IndexedSidecar((DateTime Written, long Length) Version, string[] Recipients)
{
    /// <summary>Octets of the message, which never change; null until they are asked for.</summary>
    public long? Size { get; set; }

    /// <summary>As in <see cref="MaildropMessage.Size"/>; null until it is counted, where a sidecar of an earlier version does not say it.</summary>
    public long? SizeInLines { get; set; }
}
