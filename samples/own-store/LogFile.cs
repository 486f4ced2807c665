using SmtpGen.Storage;

namespace Samples;

/// <summary>
/// The file: records one after the other, each a line and the body that belongs to it. The commit thread appends; anybody reads. What is after
/// the end of the last synced record does not count, and is cut off at the next opening. One process at a time has it open.
/// </summary>
public sealed class LogFile : IDisposable
{
    private const int LongestLine = 64 * 1024 * 1024;

    private readonly FileStream _file;
    private readonly PinnedFile _pin;
    private readonly byte[] _scratch = new byte[64 * 1024];
    private long _end;

    public LogFile(string path)
    {
        Path = path;
        _file = File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous)
            : SpoolFiles.CreateFile(path);
        SyncedDirectory.Sync(System.IO.Path.GetDirectoryName(path)!);
        _pin = new PinnedFile(path);
    }

    public string Path { get; }

    /// <summary>Reads all records, and cuts off what a crash left after the last whole one.</summary>
    public IEnumerable<(LogRecord Record, long BodyAt)> ReadAll()
    {
        long length = RandomAccess.GetLength(_file.SafeFileHandle);
        while (ReadLine(_end, length) is { } line && LogRecord.Parse(line) is { } record && _end + line.Length + 1 + record.Size <= length)
        {
            long bodyAt = _end + line.Length + 1;
            _end = bodyAt + record.Size;
            yield return (record, bodyAt);
        }

        RandomAccess.SetLength(_file.SafeFileHandle, _end);
    }

    /// <summary>Appends a record with its body, which counts when <see cref="Sync"/> has returned.</summary>
    /// <returns>Where the body begins.</returns>
    public long Append(LogRecord record, MessageSpool? body, ref long end)
    {
        byte[] line = record.ToLine();
        RandomAccess.Write(_file.SafeFileHandle, line, end);
        long bodyAt = end + line.Length;
        for (long offset = 0; offset < record.Size;)
        {
            var octets = body!.Read(offset, _scratch);
            RandomAccess.Write(_file.SafeFileHandle, octets, bodyAt + offset);
            offset += octets.Length;
        }

        end = bodyAt + record.Size;
        return bodyAt;
    }

    /// <summary>Where the next record goes.</summary>
    public long End => _end;

    /// <summary>Makes what was appended last. .NET's own flush does not say when the disk refuses.</summary>
    public void Sync(long end)
    {
        DiskSync.File(_file.SafeFileHandle, Path);
        _pin.RequireInPlace();
        _end = end;
    }

    /// <summary>Opens a body; readable as long as the file is open.</summary>
    public Stream OpenBody(long at, long length) => new LogBody(_file.SafeFileHandle, at, length);

    public void Dispose() => _file.Dispose();

    private byte[]? ReadLine(long start, long length)
    {
        for (int size = 4096; size <= LongestLine; size *= 4)
        {
            byte[] octets = new byte[Math.Min(size, length - start)];
            octets = octets[..RandomAccess.Read(_file.SafeFileHandle, octets, start)];
            if (octets.AsSpan().IndexOf((byte)'\n') is >= 0 and var end)
                return octets[..end];
            if (octets.Length < size)
                break;
        }

        return null;
    }
}
