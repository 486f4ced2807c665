namespace SmtpGen.Storage;

/// <summary>Where a store's spools put what does not fit into memory.</summary>
/// <param name="location">The store's path, for error messages.</param>
/// <param name="nextPath">A path for a new file that no other process or thread is given.</param>
/// <param name="create">Opens a new file; by default <see cref="CreateFile"/>.</param>
public sealed class SpoolFiles(string location, Func<string> nextPath, Func<string, FileStream>? create = null)
{
    /// <summary>How much of a file may wait for its sync.</summary>
    internal const int MaxUnsynced = 4 * 1024 * 1024;

    // More at once would only slow each other, and the commits, down.
    private readonly SemaphoreSlim _syncing = new(4);

    /// <summary>The store's path.</summary>
    public string Location => location;

    /// <summary>
    /// Where the files themselves become the messages, the threads that sync them while they grow, so that no commit has a large one
    /// to wait for; null where they are only read.
    /// </summary>
    internal DiskThreads? Syncs { get; init; }

    /// <summary>Whether a file may not have much that is not synced.</summary>
    internal bool AreSynced => Syncs is not null;

    internal string NextPath() => nextPath();

    internal FileStream Create(string path) => create is null ? CreateFile(path) : create(path);

    /// <summary>Syncs a file on a thread for it: those of the pool serve sessions.</summary>
    internal async Task SyncAsync(FileStream file, string path, CancellationToken cancellationToken)
    {
        await _syncing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Syncs!.RunAsync(() => DiskSync.File(file.SafeFileHandle, path)).ConfigureAwait(false);
        }
        finally
        {
            _syncing.Release();
        }
    }

    internal void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            // The message's outcome is decided already; the file is swept later.
        }
    }

    /// <summary>Creates a file that only the owner may read, and that no other process may open meanwhile.</summary>
    /// <param name="path">Where; there must be nothing yet.</param>
    /// <returns>The file, without a buffer, for asynchronous calls; the caller disposes it.</returns>
    public static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
