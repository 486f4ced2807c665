using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SmtpGen.Storage;

/// <summary>
/// Which file or directory is meant, whatever it is called: device and inode. What is written to an open file is lost once the
/// file at its path is another, and only this tells. Known on Linux; elsewhere all that exists is taken for the same.
/// </summary>
internal readonly partial record struct FileIdentity
{
    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const uint InodeMask = 0x100;
    private const int NoSuchEntry = 2;
    private const int NotADirectory = 20;

    // struct statx is the same on every architecture: 256 octets, the inode at 32, the device's two halves at 136.
    private const int Length = 256;
    private const int InodeAt = 32;
    private const int DeviceAt = 136;

    private ulong Device { get; init; }

    private ulong Inode { get; init; }

    /// <summary>What is at the path now; null when nothing is.</summary>
    public static FileIdentity? At(string path)
        => OperatingSystem.IsLinux() ? Read(CurrentDirectory, path, flags: 0)
            : Path.Exists(path) ? default(FileIdentity)
            : null;

    public static FileIdentity? Of(SafeFileHandle open)
        => OperatingSystem.IsLinux() ? Read((int)open.DangerousGetHandle(), "", EmptyPath) : default(FileIdentity);

    private static unsafe FileIdentity? Read(int directory, string path, int flags)
    {
        byte* status = stackalloc byte[Length];
        try
        {
            // Where the system does not tell, as in some containers, what exists is taken for the same.
            if (Statx(directory, path, flags, InodeMask, status) != 0)
                return Marshal.GetLastPInvokeError() is NoSuchEntry or NotADirectory ? null : default(FileIdentity);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library of before 2018.
            return path.Length == 0 || Path.Exists(path) ? default(FileIdentity) : null;
        }

        return new FileIdentity { Inode = *(ulong*)(status + InodeAt), Device = *(ulong*)(status + DeviceAt) };
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int directory, string path, int flags, uint mask, byte* status);
}
