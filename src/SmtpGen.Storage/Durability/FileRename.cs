using System.Runtime.InteropServices;

namespace SmtpGen.Storage;

/// <summary>
/// A rename and nothing else. <see cref="File.Move(string, string)"/> copies where source and target are on two devices, and the
/// copy is neither synced nor complete at once.
/// </summary>
internal static partial class FileRename
{
    /// <summary>Gives a file another name, in the place of what had it.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static void Rename(string source, string target)
    {
        if (OperatingSystem.IsWindows())
            File.Move(source, target, overwrite: true);
        else if (CRename(source, target) != 0)
            throw new IOException($"{target}: cannot be renamed from {source}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CRename(string source, string target);
}
