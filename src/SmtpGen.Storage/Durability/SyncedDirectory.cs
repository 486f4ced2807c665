using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SmtpGen.Storage;

/// <summary>
/// A directory whose entries can be forced to disk: a synced file whose name is lost in a crash is lost too. .NET refuses
/// to open a directory, so the C library does. Windows has no such call and needs none: NTFS logs its entries.
/// </summary>
public sealed partial class SyncedDirectory : IDisposable
{
    // O_RDONLY is 0 everywhere; O_CLOEXEC, so that child processes do not inherit the handle, is not the same everywhere.
    private const int LinuxCloseOnExec = 0x80000;
    private const int AppleCloseOnExec = 0x1000000;
    private const int FreeBsdCloseOnExec = 0x100000;
    private const int InvalidArgument = 22;

    private readonly string _path;
    private readonly SafeFileHandle? _handle;

    /// <summary>Opens a directory.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public SyncedDirectory(string path)
    {
        _path = path;
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Open(path, CloseOnExec);
        if (descriptor < 0)
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
        _handle = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>The open directory; null on Windows.</summary>
    public SafeFileHandle? Handle => _handle;

    /// <summary>Returns when all entries made so far are on disk; blocks.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Sync()
    {
        if (_handle is null)
            return;
        try
        {
            DiskSync.File(_handle, _path);
        }
        catch (IOException exception) when (exception.HResult == InvalidArgument)
        {
            // The answer of file systems that sync no directories, since they keep no entries that a sync could write.
        }
    }

    /// <summary>Sees whether it is still there.</summary>
    /// <exception cref="StoreException">The directory at the path is not the open one any more.</exception>
    public void RequireInPlace()
    {
        if (FileIdentity.At(_path) is not { } found || (_handle is not null && FileIdentity.Of(_handle) != found))
            throw StoreException.Replaced(_path);
    }

    /// <summary>Opens, syncs and closes a directory; blocks.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="IOException">It cannot be opened, or the disk refused.</exception>
    public static void Sync(string path)
    {
        using var directory = new SyncedDirectory(path);
        directory.Sync();
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => _handle?.Dispose();

    private static int CloseOnExec
        => OperatingSystem.IsLinux() || OperatingSystem.IsAndroid() ? LinuxCloseOnExec
            : OperatingSystem.IsFreeBSD() ? FreeBsdCloseOnExec
            : OperatingSystem.IsMacOS() ? AppleCloseOnExec
            : 0;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
