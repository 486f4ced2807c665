namespace SmtpGen.Storage;

/// <summary>A maildrop for every store: a list, and a deletion through the commit queue.</summary>
public sealed class Maildrop : IMaildrop
{
    private readonly MaildropLock _lock;
    private readonly List<MaildropEntry> _entries;
    private readonly OpenBody _open;
    private readonly CommitQueue? _queue;
    private bool _isDisposed;

    private Maildrop(MaildropLock held, List<MaildropEntry> entries, OpenBody open, CommitQueue? queue)
    {
        _lock = held;
        _entries = entries;
        _open = open;
        _queue = queue;
        Messages = new NumberedMessages(entries);
    }

    /// <summary>Opens a message's body; the caller disposes the stream.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public delegate ValueTask<Stream> OpenBody(MaildropEntry entry, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<MaildropMessage> Messages { get; }

    /// <summary>Lists what the lock protects; nobody may delete in between.</summary>
    /// <param name="held">The maildrop's lock, which is released with it, or now if it cannot be listed.</param>
    /// <param name="list">Finds the messages, oldest first.</param>
    /// <param name="open">Opens a message's body.</param>
    /// <param name="queue">Takes deletions; null in a store that was opened for reading.</param>
    public static async ValueTask<IMaildrop> OpenAsync(
        MaildropLock held, Func<Task<List<MaildropEntry>>> list, OpenBody open, CommitQueue? queue)
    {
        try
        {
            return new Maildrop(held, await list().ConfigureAwait(false), open, queue);
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(int number, CancellationToken cancellationToken = default)
    {
        MaildropEntry entry = Entry(number);
        Stream body = await _open(entry, cancellationToken).ConfigureAwait(false);
        return body.Length == entry.SizeInLines ? body : new BodyInLines(body);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(IReadOnlyCollection<int> numbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        string[] ids = [.. numbers.Distinct().Select(number => Entry(number).Id)];
        if (ids.Length == 0)
            return;
        if (_queue is null)
            throw StoreException.ReadOnly(_lock.Location);
        await _queue.DeleteAsync(_lock.Owner, ids, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return _lock.DisposeAsync();
    }

    private MaildropEntry Entry(int number)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IMaildrop));
        if (number < 1 || number > _entries.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(number), number, $"The maildrop of \"{_lock.Owner.Name}\" has {_entries.Count} messages, numbered from 1.");
        }

        return _entries[number - 1];
    }
}
