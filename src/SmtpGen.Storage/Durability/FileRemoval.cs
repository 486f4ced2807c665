using System.Runtime.InteropServices;

namespace SmtpGen.Storage;

/// <summary>A deletion that says whether there was a file. <see cref="File.Delete"/> does not.</summary>
internal static partial class FileRemoval
{
    private const int NoSuchFile = 2;

    /// <summary>Deletes a file.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static bool Remove(string path)
    {
        if (OperatingSystem.IsWindows())
            return RemoveIfThere(path);
        if (CUnlink(path) == 0)
            return true;
        int error = Marshal.GetLastPInvokeError();
        return error == NoSuchFile ? false : throw new IOException($"{path}: cannot be deleted: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    private static bool RemoveIfThere(string path)
    {
        bool isThere = File.Exists(path);
        File.Delete(path);
        return isThere;
    }

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CUnlink(string path);
}
