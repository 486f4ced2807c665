using System.IO.MemoryMappedFiles;
using System.Text;

namespace SmtpGen.Faults.Tests;

/// <summary>The calls that a plan tells apart.</summary>
[Flags]
public enum Calls
{
    Create = 1,
    Write = 2,
    Sync = 4,
    Rename = 8,
    Unlink = 16,
    Truncate = 32,
}

/// <summary>Which calls of the server fail or take long. It shares the memory with shim.c, whose struct it is.</summary>
internal sealed class FaultPlan : IDisposable
{
    private const int KindsAt = 0;
    private const int FromAt = 4;
    private const int CountAt = 8;
    private const int ErrorAt = 12;
    private const int DelayAt = 16;
    private const int SeenAt = 20;
    private const int FailedAt = 24;
    private const int FolderAt = 256;
    private const int Length = FolderAt + 4096;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _memory;

    /// <param name="path">The file that is shared.</param>
    /// <param name="folder">Only what happens in it counts.</param>
    public FaultPlan(string path, string folder)
    {
        Path = path;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, Length);
        _memory = _file.CreateViewAccessor();
        byte[] name = Encoding.UTF8.GetBytes(folder);
        _memory.WriteArray(FolderAt, name, 0, name.Length);
    }

    public string Path { get; }

    /// <summary>How many calls have failed since they were last told to.</summary>
    public int Failed => _memory.ReadInt32(FailedAt);

    /// <summary>Makes each sync take longer.</summary>
    public void Delay(TimeSpan delay) => _memory.Write(DelayAt, (int)delay.TotalMilliseconds);

    /// <summary>Makes calls fail: the n-th from now on, and as many after it as are asked for.</summary>
    public void Fail(Calls calls, Errno error, int from, int count = 1)
    {
        Heal();
        _memory.Write(ErrorAt, (int)error);
        _memory.Write(CountAt, count);
        _memory.Write(SeenAt, 0);
        _memory.Write(FailedAt, 0);
        _memory.Write(FromAt, from);
        _memory.Write(KindsAt, (int)calls);
    }

    public void Heal() => _memory.Write(KindsAt, 0);

    public void Dispose()
    {
        _memory.Dispose();
        _file.Dispose();
    }
}

/// <summary>Error numbers of Linux.</summary>
public enum Errno
{
    IoError = 5,
    NoSpace = 28,
    QuotaExceeded = 122,
}
