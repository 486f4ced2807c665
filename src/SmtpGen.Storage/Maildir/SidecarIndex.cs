using System.Collections.Concurrent;

namespace SmtpGen.Storage;

/// <summary>
/// Whose messages those of a Maildir are, and how long, remembered from one login to the next: a sidecar is read when it is new
/// or has changed, as it does when one of several recipients deletes the message. Safe for threads.
/// </summary>
internal sealed class SidecarIndex(MaildirFolders folders)
{
    private readonly ConcurrentDictionary<string, IndexedSidecar> _known = new(StringComparer.Ordinal);
    private long _readCount;

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
        if (_known.TryGetValue(name, out IndexedSidecar? known) && known.Version == version)
            return known;
        Interlocked.Increment(ref _readCount);
        SidecarContent? content = EnvelopeSidecar.Read(path);
        // Another program's delivery says of nobody that it is his.
        string[] recipients = content is null ? [] : [.. content.Envelope.ForwardPaths];
        return _known[name] = new IndexedSidecar(version, recipients) { SizeInLines = content?.Summary?.SizeInLines };
    }

    private void Forget(List<MaildirEntry> messages)
    {
        if (_known.Count <= messages.Count)
            return;
        var there = messages.Select(message => message.Name).ToHashSet(StringComparer.Ordinal);
        foreach (string name in _known.Keys.Where(name => !there.Contains(name)))
            _known.TryRemove(name, out _);
    }
}

/// <summary>What a maildrop needs of a sidecar.</summary>
/// <param name="Version">When it was written, and its length.</param>
/// <param name="Recipients">The forward-paths.</param>
internal sealed record IndexedSidecar((DateTime Written, long Length) Version, string[] Recipients)
{
    /// <summary>As in <see cref="MaildropMessage.Size"/>; null until it is counted, where a sidecar of an earlier version does not say it.</summary>
    public long? SizeInLines { get; set; }
}
