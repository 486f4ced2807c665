using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace SmtpGen.Storage;

/// <summary>
/// Messages in a Maildir, one file each, that mail readers such as mutt and Dovecot open as it is. A file holds the octets
/// exactly as they were written, so lines end as they did on the wire. Ids are the unique file names; their beginning
/// is enough where it is unique. Envelopes are kept beside the mailbox in the folder "envelopes", and messages that another
/// program delivered are listed with an empty one.
/// </summary>
public sealed class MaildirMessageStore : IMaildropStore, IQueueStore
{
    private const int ListedAtOnce = 64;

    private readonly MaildirFolders _folders;
    private readonly MaildirQueues _queues;
    private readonly MaildirQueueReader _queueReader;
    private readonly Writing? _writing;

    private MaildirMessageStore(MaildirFolders folders, MaildirQueues queues, TimeProvider time, Writing? writing)
    {
        _folders = folders;
        _queues = queues;
        _queueReader = new MaildirQueueReader(this, queues, time);
        _writing = writing;
        Sidecars = new SidecarIndex(folders);
    }

    /// <summary>Groups of messages committed since the opening; messages that waited together share a group's directory syncs.</summary>
    public long CommitCount => _writing?.Committer.CommitCount ?? 0;

    /// <summary>
    /// Opens a Maildir. For writing, creates it where missing (mode 0700), and removes, now and every hour, what dead deliveries
    /// left in tmp and the envelopes of messages that are gone: where their process on this host has ended, at once and after ten
    /// minutes, else after 36 hours.
    /// </summary>
    /// <param name="directory">The directory that holds tmp, new and cur.</param>
    /// <param name="access">What the store is opened for.</param>
    /// <returns>The store; the caller disposes it.</returns>
    /// <exception cref="StoreException">The path is a file, or the directory cannot be used.</exception>
    public static MaildirMessageStore Open(string directory, StoreAccess access = StoreAccess.ReadWrite)
        => Open(directory, access, createFile: null);

    internal static MaildirMessageStore Open(
        string directory, StoreAccess access, Func<string, FileStream>? createFile, TimeProvider? time = null)
    {
        var folders = new MaildirFolders(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
        TimeProvider clock = time ?? TimeProvider.System;
        var queues = new MaildirQueues(folders, clock);
        try
        {
            RequireDirectory(folders, access);
            if (access == StoreAccess.Read)
                return new MaildirMessageStore(folders, queues, clock, writing: null);

            folders.Create();
            new MaildirSweep(folders).Run();
            var threads = new DiskThreads($"sync {folders.Root}");
            var committer = new MaildirCommitter(folders, clock, threads, queues);
            var files = new SpoolFiles(folders.Root, () => Path.Combine(folders.Temporary, MaildirName.Next()), createFile) { Syncs = threads };
            var sweeper = new MaildirSweeper(folders, clock);
            return new MaildirMessageStore(folders, queues, clock, new Writing(committer, new CommitQueue(folders.Root, committer.Commit), threads, files, sweeper));
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            throw StoreException.FromFile(folders.Root, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IMessageWriter> BeginAsync(ReceivedEnvelope envelope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        cancellationToken.ThrowIfCancellationRequested();
        if (_writing is null)
            return ValueTask.FromException<IMessageWriter>(StoreException.ReadOnly(_folders.Root));
        return new(new SpooledMessageWriter(envelope, _writing.Files, _writing.Queue));
    }

    internal SidecarIndex Sidecars { get; }

    internal long ListingCount => _folders.ListingCount;

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredMessage> ListAsync(CancellationToken cancellationToken = default)
        => ListAsync(_folders.ListInOrder, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredMessage> ListNewestAsync(string? before = null, CancellationToken cancellationToken = default)
        => ListAsync(() => NewestBefore(before), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (_writing is null)
            throw StoreException.ReadOnly(_folders.Root);
        await _writing.Queue.DeleteAsync(owner: null, [.. ids.Distinct().Where(MaildirFolders.IsName)], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return await RunAsync(() => _folders.Find(id) is { } entry ? Read(entry) : null, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return await RunAsync(() => OpenBody(id, _folders.Find(id)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens the messages that have the owner as a recipient; those that another program delivered are nobody's. Deleting one
    /// takes the owner's recipients off it, and removes it when it has none left.
    /// </summary>
    /// <inheritdoc/>
    public ValueTask<IMaildrop> OpenMaildropAsync(MaildropOwner owner, CancellationToken cancellationToken = default)
    {
        return Maildrop.OpenAsync(
            MaildropLock.Take(_folders.Root, owner),
            () => RunAsync(() => Sidecars.OfAsync(owner, MaildropEntryOf, cancellationToken)),
            async (entry, token) => await RunAsync(() => OpenBody(entry.Id, _folders.Listed(entry.Id, entry.Flags)), token).ConfigureAwait(false),
            _writing?.Queue);
    }

    /// <inheritdoc/>
    /// <remarks>One process at a time can work on a Maildir's queues. Messages that other programs deliver are seen when a queue is opened in a new process.</remarks>
    public ValueTask<IMessageQueue> OpenQueueAsync(string name, QueueOptions? options = null, CancellationToken cancellationToken = default)
        => MessageQueue.OpenAsync(_folders.Root, name, options, _writing?.Queue, _queueReader, _queues.Signal, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<QueueStatus>> ListQueuesAsync(CancellationToken cancellationToken = default)
        => _queueReader.ListQueuesAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveQueueAsync(string name, CancellationToken cancellationToken = default)
        => MessageQueue.RemoveAsync(_folders.Root, name, _writing?.Queue, cancellationToken);

    /// <summary>Delivers what waits, then lets go of the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writing is null)
            return;
        _writing.Sweeper.Dispose();
        await _writing.Queue.CloseAsync().ConfigureAwait(false);
        _writing.Committer.Dispose();
        _writing.Threads.Dispose();
    }

    private async IAsyncEnumerable<StoredMessage> ListAsync(
        Func<IEnumerable<MaildirEntry>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IEnumerator<MaildirEntry[]> pages =
            await RunAsync(() => list().Chunk(ListedAtOnce).GetEnumerator(), cancellationToken).ConfigureAwait(false);
        while (await RunAsync(() => ReadNext(pages), cancellationToken).ConfigureAwait(false) is { } page)
        {
            foreach (StoredMessage message in page)
                yield return message;
        }
    }

    private List<StoredMessage>? ReadNext(IEnumerator<MaildirEntry[]> pages)
        => pages.MoveNext() ? [.. pages.Current.Select(Read).OfType<StoredMessage>()] : null;

    private IEnumerable<MaildirEntry> NewestBefore(string? before)
    {
        // The message may be gone; its name still says when it was delivered.
        string? name = before is null ? null : _folders.Find(before)?.Name ?? before;
        if (name is not null && MaildirOrder.Of(name).Seconds == 0)
            throw StoreException.NotFound(_folders.Root, before!);
        return _folders.ListNewest(name);
    }

    private StoredMessage? Read(MaildirEntry listed)
    {
        SidecarContent? sidecar = EnvelopeSidecar.Read(_folders.EnvelopePath(listed.Name));
        return _folders.Use(listed, path =>
        {
            var file = new FileInfo(path);
            long size = file.Length;
            BodySummary summary = sidecar?.Summary ?? Summarize(path, size);
            return new StoredMessage(listed.Name, sidecar?.Envelope ?? WithoutSidecar(file), size)
            {
                Subject = summary.Subject,
                Date = summary.Date,
            };
        });
    }

    private MaildropEntry? MaildropEntryOf(IndexedMessage message)
    {
        // Where it is known already, whether the file is still there shows when it is opened.
        message.SizeInLines ??= _folders.Use(
            _folders.Listed(message.Name, message.Flags), path => Summarize(path, new FileInfo(path).Length))?.SizeInLines;
        return message.SizeInLines is { } size
            ? new MaildropEntry(message.Name, MaildirUniqueId.Of(message.Name), size) { Flags = message.Flags }
            : null;
    }

    private static BodySummary Summarize(string path, long size)
    {
        using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        return BodySummary.Of(size, (offset, scratch) => scratch[..RandomAccess.Read(file, scratch, offset)]);
    }

    private FileStream OpenBody(string id, MaildirEntry? found)
    {
        var options = new FileStreamOptions
        {
            // A mail reader may rename or delete the file meanwhile.
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        };
        FileStream? body = found is { } entry ? _folders.Use(entry, path => new FileStream(path, options)) : null;
        return body ?? throw StoreException.NotFound(_folders.Root, id);
    }

    private static ReceivedEnvelope WithoutSidecar(FileInfo file)
        => new() { ReversePath = "", Recipients = [], ReceivedAt = file.LastWriteTimeUtc };

    private Task<T> RunAsync<T>(Func<T> blocking, CancellationToken cancellationToken)
        => RunAsync(() => Task.Run(blocking, cancellationToken));

    private async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            throw StoreException.FromFile(_folders.Root, exception);
        }
    }

    private static void RequireDirectory(MaildirFolders folders, StoreAccess access)
    {
        if (File.Exists(folders.Root))
        {
            throw new StoreException(StoreFailure.Failed, $"{folders.Root}: is a file, and a Maildir is a directory; name one");
        }

        if (access == StoreAccess.Read && !(Directory.Exists(folders.New) && Directory.Exists(folders.Current)))
        {
            throw new StoreException(
                StoreFailure.Failed, $"{folders.Root}: is not a Maildir; name a directory that holds tmp, new and cur");
        }
    }

    private sealed record Writing(MaildirCommitter Committer, CommitQueue Queue, DiskThreads Threads, SpoolFiles Files, MaildirSweeper Sweeper);
}
