using System.Globalization;
using System.Runtime.CompilerServices;

namespace SmtpGen.Storage.Sqlite;

/// <summary>
/// Messages in one SQLite database, with write-ahead log. Ids are the decimal numbers 1, 2, 3 ... in the order of the
/// commits. Messages whose commits wait at the same time share a transaction and its sync. Other processes may read the
/// database meanwhile.
/// </summary>
public sealed class SqliteMessageStore : IMaildropStore, IQueueStore
{
    private const int ListedAtOnce = 64;

    private readonly string _path;
    private readonly Writing? _writing;
    private readonly SqliteQueueReader _queueReader;

    private SqliteMessageStore(string path, Writing? writing)
    {
        _path = path;
        _writing = writing;
        _queueReader = new SqliteQueueReader(this, path);
    }

    /// <summary>
    /// Transactions committed since the opening; at most one a message stored and a maildrop's deletion, and fewer when syncs
    /// were shared.
    /// </summary>
    public long CommitCount => _writing?.Committer.CommitCount ?? 0;

    /// <summary>Opens the database, and for writing creates it where missing, readable by its owner only.</summary>
    /// <param name="path">The database file. Its directory must exist.</param>
    /// <param name="access">What the store is opened for.</param>
    /// <param name="maximumSize">
    /// Octets that the database file may grow to; a message beyond is refused as <see cref="StoreFailure.Full"/>. The log
    /// beside it comes on top and holds what was written since its last checkpoint.
    /// </param>
    /// <returns>The store; the caller disposes it.</returns>
    /// <exception cref="StoreException">
    /// The file cannot be opened, is not a database, is another program's, or has a newer schema.
    /// </exception>
    public static SqliteMessageStore Open(string path, StoreAccess access = StoreAccess.ReadWrite, long? maximumSize = null)
        => Open(path, access, maximumSize, createSpoolFile: null);

    internal static SqliteMessageStore Open(
        string path, StoreAccess access, long? maximumSize, Func<string, FileStream>? createSpoolFile)
    {
        path = Path.GetFullPath(path);
        try
        {
            RequireFilePath(path, access);
            if (access == StoreAccess.Read)
            {
                SqliteSchema.OpenForReading(path).Dispose();
                return new SqliteMessageStore(path, writing: null);
            }

            Database database = SqliteSchema.OpenForWriting(path, maximumSize);
            SqliteSpool.RemoveLeftovers(database);
            var signal = new QueueSignal();
            var committer = new SqliteCommitter(database, signal);
            var queue = new CommitQueue(path, committer.Commit);
            return new SqliteMessageStore(path, new Writing(database, committer, queue, SqliteSpool.Beside(path, createSpoolFile), signal));
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            throw StoreException.FromFile(path, exception);
        }
    }

    /// <summary>The commit thread's connection, for tests to ask it how it is set up while it is idle.</summary>
    internal Database? WriterDatabase => _writing?.Database;

    /// <inheritdoc/>
    public ValueTask<IMessageWriter> BeginAsync(ReceivedEnvelope envelope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        cancellationToken.ThrowIfCancellationRequested();
        if (_writing is null)
            return ValueTask.FromException<IMessageWriter>(StoreException.ReadOnly(_path));
        return new(new SpooledMessageWriter(envelope, _writing.Spool, _writing.Queue));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredMessage> ListAsync(CancellationToken cancellationToken = default)
        => ListAsync(0, (reader, last) => reader.ReadAfter(last, ListedAtOnce), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredMessage> ListNewestAsync(string? before = null, CancellationToken cancellationToken = default)
    {
        long first = before is null ? long.MaxValue : ParseId(before) ?? throw StoreException.NotFound(_path, before);
        return ListAsync(first, (reader, last) => reader.ReadBefore(last, ListedAtOnce), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (_writing is null)
            throw StoreException.ReadOnly(_path);
        // What is not a number was never an id: such a message counts as gone.
        string[] numbers = [.. ids.Where(id => ParseId(id) is not null).Distinct()];
        await _writing.Queue.DeleteAsync(owner: null, numbers, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return ParseId(id) is { } number
            ? await Task.Run(() => Find(number), cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken = default)
    {
        StoredMessage message = await FindAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw StoreException.NotFound(_path, id);
        return await Task.Run(() => new SqliteBodyStream(_path, ParseId(id)!.Value, message.Size), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Opens the messages that have the owner as a recipient. Deleting one takes the owner's recipients off it, and removes it
    /// with its body when it has none left.
    /// </summary>
    /// <inheritdoc/>
    public ValueTask<IMaildrop> OpenMaildropAsync(MaildropOwner owner, CancellationToken cancellationToken = default)
    {
        return Maildrop.OpenAsync(
            MaildropLock.Take(_path, owner),
            () => Task.Run(() => SqliteMaildrop.Read(_path, owner), cancellationToken),
            (entry, token) => OpenAsync(entry.Id, token),
            _writing?.Queue);
    }

    /// <inheritdoc/>
    public ValueTask<IMessageQueue> OpenQueueAsync(string name, QueueOptions? options = null, CancellationToken cancellationToken = default)
        => MessageQueue.OpenAsync(_path, name, options, _writing?.Queue, _queueReader, _writing?.Signal ?? new QueueSignal(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<QueueStatus>> ListQueuesAsync(CancellationToken cancellationToken = default)
        => _queueReader.ListQueuesAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveQueueAsync(string name, CancellationToken cancellationToken = default)
        => MessageQueue.RemoveAsync(_path, name, _writing?.Queue, cancellationToken);

    /// <summary>Commits what waits, then closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writing is null)
            return;
        await _writing.Queue.CloseAsync().ConfigureAwait(false);
        await Task.Run(_writing.Committer.Dispose).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<StoredMessage> ListAsync(
        long start, Func<SqliteMessageReader, long, List<StoredMessage>> readPage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using SqliteMessageReader reader =
            await Task.Run(() => new SqliteMessageReader(_path), cancellationToken).ConfigureAwait(false);
        long last = start;
        while (true)
        {
            // Page by page: a reader that takes its time must not keep the log from being checkpointed.
            List<StoredMessage> page = await Task.Run(() => readPage(reader, last), cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
                yield break;
            foreach (StoredMessage message in page)
                yield return message;
            last = ParseId(page[^1].Id)!.Value;
        }
    }

    private StoredMessage? Find(long id)
    {
        using var reader = new SqliteMessageReader(_path);
        return reader.Find(id);
    }

    private static long? ParseId(string id)
        => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static void RequireFilePath(string path, StoreAccess access)
    {
        if (Directory.Exists(path))
            throw new StoreException(StoreFailure.Failed, $"{path}: is a directory; name a database file");
        if (access == StoreAccess.Read && !File.Exists(path))
            throw new StoreException(StoreFailure.Failed, $"{path}: does not exist; name the database that messages were stored in");
        string directory = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(directory))
            throw new StoreException(StoreFailure.Failed, $"{path}: the directory {directory} does not exist; create it first");
    }

    private sealed record Writing(Database Database, SqliteCommitter Committer, CommitQueue Queue, SpoolFiles Spool, QueueSignal Signal);
}
