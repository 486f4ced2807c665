using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SmtpGen.Storage;

/// <summary>
/// Forces files and directories to disk, and fails where the system cannot. .NET's own calls,
/// <see cref="RandomAccess.FlushToDisk"/> and <see cref="FileStream.Flush(bool)"/>, return on Unix as if all were well.
/// A sync that failed must not be tried again: the system may have dropped what it could not write, and the second sync
/// would succeed without it. The file is lost; write another.
/// </summary>
public static partial class DiskSync
{
    // fcntl's F_FULLFSYNC: on Apple's systems fsync leaves the octets in the drive's own cache.
    private const int AppleFullSync = 51;
    private const int AppleNotSupported = 45;
    private const int Interrupted = 4;

    /// <summary>Returns when a file's octets, and what is needed to find them, are on disk; blocks.</summary>
    /// <param name="file">A file that is open for writing.</param>
    /// <param name="path">What error messages call it.</param>
    /// <exception cref="IOException">
    /// The system could not write them. <see cref="Exception.HResult"/> is the system's error number, such as that of a full disk.
    /// </exception>
    public static void File(SafeFileHandle file, string path)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (OperatingSystem.IsWindows())
        {
            // Here .NET reports what FlushFileBuffers says.
            RandomAccess.FlushToDisk(file);
            return;
        }

        int error = Flush(file);
        if (error != 0)
            throw new IOException($"{path}: cannot be synced to disk: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    /// <summary>
    /// Returns when a directory's entries, new names and removed ones, are on disk; blocks. Windows has no such call and
    /// needs none: NTFS logs its entries.
    /// </summary>
    /// <param name="path">The directory.</param>
    /// <exception cref="IOException">As for <see cref="File"/>, or the directory cannot be opened.</exception>
    public static void Directory(string path) => SyncedDirectory.Sync(path);

    /// <returns>0, or the system's error number.</returns>
    private static int Flush(SafeFileHandle file)
    {
        int error;
        do
            error = OperatingSystem.IsMacOS() ? FlushDrive(file) : ErrorOf(Fsync(file));
        while (error == Interrupted);
        return error;
    }

    // Not every file system can: those of the network answer that they do not support it.
    private static int FlushDrive(SafeFileHandle file)
    {
        int error = ErrorOf(Fcntl(file, AppleFullSync));
        return error == AppleNotSupported ? ErrorOf(Fsync(file)) : error;
    }

    private static int ErrorOf(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(SafeFileHandle file, int command);
}
