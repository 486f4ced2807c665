using System.Buffers;

namespace SmtpGen.Storage;

/// <summary>
/// Holds a body until its commit: in pooled memory while it is small, else in a file, with only the last part in memory.
/// A body of any size so costs at most <see cref="MemoryLimit"/> octets of memory, and a small one never touches a file
/// before its commit. One caller at a time.
/// </summary>
/// <param name="files">Where the file is made.</param>
public sealed class MessageSpool(SpoolFiles files) : IDisposable
{
    /// <summary>Octets of a body that are held in memory at most.</summary>
    public const int MemoryLimit = 256 * 1024;
    private const int FirstRent = 4 * 1024;

    // The file holds the octets [0, _fileLength), the tail those after it.
    private byte[] _tail = [];
    private int _tailLength;
    private string? _path;
    private FileStream? _file;
    private long _fileLength;
    private long _syncedLength;

    /// <summary>Octets of the body so far.</summary>
    public long Length => _fileLength + _tailLength;

    /// <summary>Octets that are not on disk yet.</summary>
    public long UnsyncedLength => Length - _syncedLength;

    /// <summary>The file's path; null while everything is in memory.</summary>
    public string? FilePath => _path;

    /// <summary>Appends octets.</summary>
    /// <param name="octets">Any octets; they are copied before the call completes.</param>
    /// <param name="cancellationToken">Cancels the write; how much of it arrived is unknown then.</param>
    /// <exception cref="StoreException">The file could not be written.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        if (octets.Length > MemoryLimit - _tailLength)
            return SpillAsync(octets, cancellationToken);
        Append(octets.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>Up to a scratch buffer's length of octets from <paramref name="offset"/> on; blocks on the file.</summary>
    /// <param name="offset">Where in the body, from 0 to its length.</param>
    /// <param name="scratch">Memory that the octets may be put into.</param>
    /// <returns>Octets in the scratch buffer or in the spool; some unless the body ends there.</returns>
    public ReadOnlySpan<byte> Read(long offset, Span<byte> scratch)
    {
        if (offset >= _fileLength)
        {
            int start = (int)(offset - _fileLength);
            return _tail.AsSpan(start, Math.Min(scratch.Length, _tailLength - start));
        }

        int length = (int)Math.Min(scratch.Length, _fileLength - offset);
        int read = RandomAccess.Read(_file!.SafeFileHandle, scratch[..length], offset);
        if (read == 0)
            throw new IOException($"the spool file {_path} was cut short by another program");
        return scratch[..read];
    }

    /// <summary>Puts all octets into the file, syncs and closes it; blocks.</summary>
    /// <returns>The file's path. It is deleted on disposal unless it has been moved away.</returns>
    public string CloseSynced()
    {
        FileStream file = _file ?? Create();
        RandomAccess.Write(file.SafeFileHandle, _tail.AsSpan(0, _tailLength), _fileLength);
        DiskSync.File(file.SafeFileHandle, _path!);
        file.Dispose();
        return _path!;
    }

    /// <summary>Whether there is a file.</summary>
    public bool HasFile => _path is not null;

    /// <summary>Lets go of the memory and deletes the file.</summary>
    public void Dispose()
    {
        if (_tail.Length > 0)
            ArrayPool<byte>.Shared.Return(_tail);
        _tail = [];
        _tailLength = 0;
        if (_path is null)
            return;
        _file?.Dispose();
        files.Delete(_path);
        _path = null;
    }

    private async ValueTask SpillAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        try
        {
            while (!octets.IsEmpty)
            {
                int taken = Math.Min(octets.Length, MemoryLimit - _tailLength);
                Append(octets.Span[..taken]);
                octets = octets[taken..];
                if (_tailLength == MemoryLimit)
                    await FlushTailAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            throw StoreException.FromFile(files.Location, exception);
        }
    }

    private async ValueTask FlushTailAsync(CancellationToken cancellationToken)
    {
        // The file is asynchronous: on Unix .NET then writes on a pool thread, so the caller's thread never waits.
        FileStream file = _file ?? await Task.Run(Create, cancellationToken).ConfigureAwait(false);
        await RandomAccess.WriteAsync(file.SafeFileHandle, _tail.AsMemory(0, _tailLength), _fileLength, cancellationToken)
            .ConfigureAwait(false);
        _fileLength += _tailLength;
        _tailLength = 0;
        if (!files.AreSynced || UnsyncedLength < SpoolFiles.MaxUnsynced)
            return;
        await files.SyncAsync(file, _path!, cancellationToken).ConfigureAwait(false);
        _syncedLength = _fileLength;
    }

    private FileStream Create()
    {
        _path = files.NextPath();
        return _file = files.Create(_path);
    }

    private void Append(ReadOnlySpan<byte> octets)
    {
        int needed = _tailLength + octets.Length;
        if (needed > _tail.Length)
            Grow(needed);
        octets.CopyTo(_tail.AsSpan(_tailLength));
        _tailLength = needed;
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(MemoryLimit, Math.Max(needed, Math.Max(FirstRent, _tail.Length * 2))));
        _tail.AsSpan(0, _tailLength).CopyTo(larger);
        if (_tail.Length > 0)
            ArrayPool<byte>.Shared.Return(_tail);
        _tail = larger;
    }
}
