using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SmtpGen.Storage;

namespace SmtpGen.Web.Messages;

/// <summary>
/// Finds messages by what is in them. The index is made of the store when somebody asks for the first time, in the background and slowly
/// enough to leave the machine to others; nobody who writes to the store knows of it.
/// </summary>
internal sealed partial class SearchIndex : IAsyncDisposable
{
    // How long a search waits for messages that have just come to be added.
    private static readonly TimeSpan s_catchUp = TimeSpan.FromSeconds(2);

    // The messages of a store whose first indexing a search waits for.
    private const int WaitedFor = 1000;

    private readonly MessageOpener _opener;
    private readonly IndexFile _file;
    private readonly ILogger? _logger;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();

    private IndexDatabase? _database;
    private IndexBuild? _build;
    private Task _running = Task.CompletedTask;
    private bool _isComplete;
    private string? _failure;

    /// <summary>Keeps an index.</summary>
    /// <param name="opener">Reads the store.</param>
    /// <param name="path">Its file; null for none.</param>
    /// <param name="logger">Told of failures; null: nobody.</param>
    public SearchIndex(MessageOpener opener, string? path, ILogger? logger) => (_opener, _file, _logger) = (opener, new IndexFile(path), logger);

    /// <summary>How far it is; null when it is complete, or not begun.</summary>
    public IndexingProgress? Progress => _isComplete || _build is not { } build ? null : new IndexingProgress(build.Done, build.Total);

    /// <summary>Brings the index up to date in the background, unless that is under way.</summary>
    public void Touch() => _ = UpdateAsync();

    /// <summary>What the index knows of messages. It knows nothing before it was asked for.</summary>
    public async Task<IReadOnlyDictionary<string, IndexedMessage>> FindAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, IndexedMessage>();
        if (_database is null)
            return known;
        await UseAsync(
            database =>
            {
                foreach (var message in messages)
                {
                    if (database.Find(message.Id) is { } found && found.Is(message))
                        known[message.Id] = found;
                }

                return 0;
            },
            otherwise: 0,
            cancellationToken).ConfigureAwait(false);
        return known;
    }

    /// <summary>How many messages there are; null while the index is not complete.</summary>
    public async Task<int?> CountAsync(CancellationToken cancellationToken)
        => _isComplete ? await UseAsync<int?>(database => database.Count(new SearchQuery([])), null, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Finds messages, the newest first.</summary>
    /// <param name="query">What they must have.</param>
    /// <param name="before">Only messages older than this one; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="StoreException">The index or the store cannot be used, or nobody knows the message that the page ends before.</exception>
    public async Task<SearchPage> SearchAsync(SearchQuery query, string? before, int limit, CancellationToken cancellationToken)
    {
        // While a large store is being indexed, waiting would not help.
        if (Progress is { Total: > WaitedFor })
            Touch();
        else
            await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        if (_failure is { } failure)
            throw new StoreException(StoreFailure.Failed, failure);
        long position = long.MaxValue;
        if (before is not null)
        {
            position = await UseAsync(database => database.PositionOf(before), null, cancellationToken).ConfigureAwait(false)
                ?? throw StoreException.NotFound("the index", before);
        }

        var found = new List<StoredMessage>();
        var gone = new List<string>();
        bool hasMore = true;
        while (found.Count <= limit && hasMore)
        {
            int wanted = limit + 1 - found.Count;
            var hits = await UseAsync(database => database.Search(query, position, wanted), [], cancellationToken).ConfigureAwait(false);
            hasMore = hits.Count == wanted;
            foreach (var hit in hits)
            {
                position = hit.Position;
                if (await _opener.Store.FindAsync(hit.Id, cancellationToken).ConfigureAwait(false) is { } message && hit.Is(message))
                    found.Add(message);
                else
                    gone.Add(hit.Id);
            }
        }

        if (gone.Count > 0)
            await ForgetAsync(gone, cancellationToken).ConfigureAwait(false);
        int total = await UseAsync(database => database.Count(query), 0, cancellationToken).ConfigureAwait(false);
        return new SearchPage([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null, total);
    }

    /// <summary>Drops messages that were deleted.</summary>
    public Task ForgetAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => UseAsync(
        database =>
        {
            database.Remove(ids);
            return 0;
        },
        otherwise: 0,
        cancellationToken);

    /// <summary>Whether everything that is in the store now is in the index, after waiting a little for it.</summary>
    public async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        var update = UpdateAsync();
        await Task.WhenAny(update, Task.Delay(s_catchUp, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return _isComplete && update.IsCompleted;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
            return;
        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        _database?.Dispose();
        _database = null;
        _gate.Release();
        _closing.Dispose();
    }

    // Who asks while an update is under way gets the next one: the one under way may have passed by what has just come.
    private Task UpdateAsync()
    {
        lock (_lock)
        {
            if (_closing.IsCancellationRequested)
                return Task.CompletedTask;
            if (_running.IsCompleted)
                return _running = Task.Run(RunAsync);
            return _isComplete ? _running = AfterAsync(_running) : _running;
        }

        async Task AfterAsync(Task before)
        {
            await before.ConfigureAwait(false);
            await RunAsync().ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await OpenAsync().ConfigureAwait(false);
            _build ??= new IndexBuild(_opener, work => UseAsync(work, default!, _closing.Token));
            if (_isComplete)
            {
                await _build.AddNewestAsync(_closing.Token).ConfigureAwait(false);
            }
            else
            {
                await _build.CompareAsync(_closing.Token).ConfigureAwait(false);
                _isComplete = true;
            }

            _failure = null;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (exception is StoreException or SqliteException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failure = $"the index cannot be brought up to date: {exception.Message}";
            if (_logger is not null && !_closing.IsCancellationRequested)
                Failed(_logger, exception.Message);
        }
    }

    private async Task OpenAsync()
    {
        await _gate.WaitAsync(_closing.Token).ConfigureAwait(false);
        try
        {
            _database ??= _file.Open();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<T> UseAsync<T>(Func<IndexDatabase, T> work, T otherwise, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _database is { } database ? await Task.Run(() => work(database), CancellationToken.None).ConfigureAwait(false) : otherwise;
        }
        catch (SqliteException exception) when (IndexFile.IsDamage(exception))
        {
            // It is made anew when somebody asks again.
            _database!.Dispose();
            _database = null;
            _isComplete = false;
            _file.Delete();
            throw new StoreException(StoreFailure.Failed, $"the index was damaged and is made anew; try again: {exception.Message}", exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the index of the messages cannot be brought up to date: {Why}")]
    private static partial void Failed(ILogger logger, string why);
}

/// <summary>Messages that fit a query.</summary>
/// <param name="Messages">The messages, the newest first.</param>
/// <param name="Next">The one that the next page continues after; null where this is the last.</param>
/// <param name="Total">How many there are, as far as the index knows.</param>
internal sealed record SearchPage(IReadOnlyList<StoredMessage> Messages, string? Next, int? Total);
