namespace SmtpGen.Storage;

/// <summary>
/// Whose messages those of a Maildir are, and how long, remembered from one login to the next. A login looks at the names of all
/// files only where one of the folders has changed, and reads the sidecars of messages that it does not know. A sidecar loses
/// recipients when they delete the message and never gains one, so only that of several recipients may have changed since.
/// </summary>
/// <param name="folders">The folders of the Maildir.</param>
/// <param name="most">How many recipients are remembered, by default some 60 MB of them. Further sidecars are read at each login.</param>
internal sealed class SidecarIndex(MaildirFolders folders, int most = 300_000)
{
    private readonly IndexedMessages _messages = new();
    private readonly SemaphoreSlim _turn = new(1);
    private FolderVersions? _listed;
    private long _readCount;
    private long _listingCount;

    /// <summary>Sidecars read since the opening.</summary>
    public long ReadCount => Volatile.Read(ref _readCount);

    /// <summary>How often the folders were listed.</summary>
    public long ListingCount => Volatile.Read(ref _listingCount);

    /// <summary>Finds an owner's messages, in the order of their deliveries, and makes something of each; null leaves one out.</summary>
    public async Task<List<T>> OfAsync<T>(MaildropOwner owner, Func<IndexedMessage, T?> select, CancellationToken cancellationToken)
        where T : struct
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Of(owner, select), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private List<T> Of<T>(MaildropOwner owner, Func<IndexedMessage, T?> select)
        where T : struct
    {
        Renew();
        IndexedMessage[] owned = [.. _messages.Listed.Where(message => message.IsOf(owner))];
        Array.Sort(Array.ConvertAll(owned, message => MaildirOrder.Of(message.Name)), owned);
        var selected = new List<T>(owned.Length);
        foreach (IndexedMessage message in owned)
        {
            if (select(message) is { } made)
                selected.Add(made);
        }

        if (_messages.Forget(most))
            _listed = null;
        return selected;
    }

    private void Renew()
    {
        var versions = FolderVersions.Now(folders);
        if (versions == _listed)
            return;
        _listed = null;
        Interlocked.Increment(ref _listingCount);
        bool isSettled = versions.IsSettled;
        // In this order: an envelope is there before its message.
        List<string> unknown = _messages.ListEnvelopes(folders.Envelopes);
        foreach (IndexedMessage message in _messages.All)
        {
            if (message.MayHaveChanged && SidecarVersion.At(folders.EnvelopePath(message.Name)) != message.Version)
                Read(message);
        }

        foreach (string name in unknown)
            _messages.Add(Read(new IndexedMessage(name)));
        _messages.ShareRecipients();
        // A mail reader moves from new to cur, so in this order a message on the move is not missed.
        _messages.ListMessages(folders.New, folders.Current);
        _listed = isSettled ? versions : null;
    }

    private IndexedMessage Read(IndexedMessage message)
    {
        Interlocked.Increment(ref _readCount);
        (message.Version, message.Recipients, long? sizeInLines) = EnvelopeSidecar.ReadForMaildrop(folders.EnvelopePath(message.Name));
        message.SizeInLines ??= sizeInLines;
        return message;
    }
}
