using Microsoft.Win32.SafeHandles;

namespace SmtpGen.Tool;

/// <summary>The descriptors of standard input, output and error, some of which may be closed when the program is started.</summary>
internal static class StandardStreams
{
    private const int Error = 2;

    // Open as long as the program runs.
    private static readonly List<SafeFileHandle> s_kept = [];

    /// <summary>Opens those that are closed on nothing, so that no other file gets their numbers, and with them what is written to the console.</summary>
    public static void Open()
    {
        if (OperatingSystem.IsWindows())
            return;
        while (true)
        {
            // The system gives the lowest number that is free.
            var handle = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (handle.DangerousGetHandle() > Error)
            {
                handle.Dispose();
                return;
            }

            s_kept.Add(handle);
        }
    }
}
