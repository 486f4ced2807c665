namespace SmtpGen.Storage.Postgres;

/// <summary>
/// Messages in one PostgreSQL database, which several processes share; none keeps anything of its own. Ids are decimal numbers, of one process in
/// the order of its commits. Messages whose commits wait at the same time share a transaction.
/// </summary>
/// <remarks>
/// A message is answered for when the server has confirmed that its transaction will last, as <see cref="PostgresStoreOptions.SynchronousCommit"/>
/// says. Where that stays unknown for too long it is refused, and removed should it turn up later.
/// </remarks>
public sealed class PostgresMessageStore : IMaildropStore, IQueueStore
{
    private readonly PostgresServer _server;
    private readonly PostgresReader _reader;
    private readonly PostgresMaildrops _maildrops;
    private readonly Writing? _writing;

    private PostgresMessageStore(PostgresServer server, Writing? writing, string promise)
    {
        _server = server;
        _reader = new PostgresReader(server);
        _writing = writing;
        _maildrops = new PostgresMaildrops(server, _reader, writing?.Queue);
        Promise = promise;
    }

    /// <summary>What people call the database: host, port, name and schema, without user and password.</summary>
    public string Name => _server.Name;

    /// <summary>
    /// Where a message is when it is answered for, such as <c>on the database's disk</c>, by the server's configuration at the opening; empty for a store
    /// that was opened for reading.
    /// </summary>
    public string Promise { get; }

    /// <summary>Transactions committed since the opening; fewer than changes when these shared one.</summary>
    public long CommitCount => _writing?.Committer.CommitCount ?? 0;

    /// <summary>Opens a store, and for writing creates its tables where they are missing; of several processes at once, one does.</summary>
    /// <param name="connectionString">
    /// The database, in the form of Npgsql: <c>Host=db.example;Database=mail;Username=smtpgen</c>. Without a password, the variable
    /// <c>PGPASSWORD</c> or the file <c>.pgpass</c> has it.
    /// </param>
    /// <param name="options">How the store works with it; the defaults where it is null.</param>
    /// <param name="access">What the store is opened for; for reading, a standby will do.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The store; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">An option has a value that is not allowed.</exception>
    /// <exception cref="StoreException">
    /// The connection string is wrong, the server cannot be reached or refuses, it would lose what it has committed (<c>fsync</c> is off), or the
    /// tables have a newer version.
    /// </exception>
    public static async Task<PostgresMessageStore> OpenAsync(
        string connectionString, PostgresStoreOptions? options = null, StoreAccess access = StoreAccess.ReadWrite, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        options ??= new PostgresStoreOptions();
        options.Require();
        var server = new PostgresServer(connectionString, options);
        try
        {
            if (access == StoreAccess.Read)
            {
                await server.RunAsync(connection => PostgresSchema.RequireAsync(connection, server.Name, options.Schema), cancellationToken).ConfigureAwait(false);
                return new PostgresMessageStore(server, writing: null, promise: "");
            }

            string promise = await server.RunAsync(
                connection => Durability.PromiseAsync(connection, server.Name, options.SynchronousCommit), cancellationToken).ConfigureAwait(false);
            await server.RunAsync(connection => PostgresSchema.UpgradeAsync(connection, server.Name, options.Schema), cancellationToken).ConfigureAwait(false);
            return new PostgresMessageStore(server, new Writing(server), promise);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IMessageWriter> BeginAsync(ReceivedEnvelope envelope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        cancellationToken.ThrowIfCancellationRequested();
        if (_writing is null)
            return ValueTask.FromException<IMessageWriter>(StoreException.ReadOnly(Name));
        return new(new PostgresMessageWriter(envelope, _writing.Uploads, _writing.Queue));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredMessage> ListAsync(CancellationToken cancellationToken = default) => _reader.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredMessage> ListNewestAsync(string? before = null, CancellationToken cancellationToken = default)
    {
        long first = before is null ? long.MaxValue : PostgresReader.ParseId(before) ?? throw StoreException.NotFound(Name, before);
        return _reader.ListNewestAsync(first, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _reader.FindAsync(id, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _reader.OpenAsync(id, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (_writing is null)
            throw StoreException.ReadOnly(Name);
        // What is not a number was never an id: such a message counts as gone.
        string[] numbers = [.. ids.Where(id => PostgresReader.ParseId(id) is not null).Distinct()];
        await _writing.Queue.DeleteAsync(owner: null, numbers, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens the messages that have the owner as a recipient, for one session of all processes. Deleting one takes the owner's recipients off it, and
    /// removes it with its body when it has none left.
    /// </summary>
    /// <inheritdoc/>
    public ValueTask<IMaildrop> OpenMaildropAsync(MaildropOwner owner, CancellationToken cancellationToken = default)
        => _maildrops.OpenAsync(owner, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IMessageQueue> OpenQueueAsync(string name, QueueOptions? options = null, CancellationToken cancellationToken = default)
    {
        QueueSignal signal = _writing?.Notifications.Signal ?? new QueueSignal();
        IMessageQueue queue = await MessageQueue.OpenAsync(Name, name, options, _writing?.Queue, _reader, signal, cancellationToken).ConfigureAwait(false);
        _writing?.Notifications.Listen();
        return queue;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<QueueStatus>> ListQueuesAsync(CancellationToken cancellationToken = default) => _reader.ListQueuesAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveQueueAsync(string name, CancellationToken cancellationToken = default)
        => MessageQueue.RemoveAsync(Name, name, _writing?.Queue, cancellationToken);

    /// <summary>
    /// Commits what waits, then closes the connections. Messages that were refused and may be stored nevertheless are removed, if that succeeds within
    /// <see cref="PostgresStoreOptions.CommitTime"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_writing is not null)
            await _writing.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    // What writes, and ends in this order.
    private sealed class Writing : IAsyncDisposable
    {
        private readonly Withdrawals _withdrawals;
        private readonly Lock _ending = new();
        private Task? _end;

        public Writing(PostgresServer server)
        {
            _withdrawals = new Withdrawals(server);
            Uploads = new BodyUploads(server);
            Notifications = new QueueNotifications(server);
            Committer = new PostgresCommitter(server, _withdrawals, Notifications.Notify);
            Queue = new CommitQueue(server.Name, Committer.Commit);
        }

        public PostgresCommitter Committer { get; }

        public CommitQueue Queue { get; }

        public BodyUploads Uploads { get; }

        public QueueNotifications Notifications { get; }

        public ValueTask DisposeAsync()
        {
            lock (_ending)
                return new ValueTask(_end ??= EndAsync());
        }

        private async Task EndAsync()
        {
            await Queue.CloseAsync().ConfigureAwait(false);
            await Committer.DisposeAsync().ConfigureAwait(false);
            await _withdrawals.DisposeAsync().ConfigureAwait(false);
            await Notifications.DisposeAsync().ConfigureAwait(false);
            await Uploads.DisposeAsync().ConfigureAwait(false);
        }
    }
}
