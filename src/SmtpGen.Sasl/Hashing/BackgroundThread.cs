using System.Runtime.InteropServices;

namespace SmtpGen.Sasl;

/// <summary>Makes a thread give way to others. .NET has no priorities on Linux, where the system's own are per thread.</summary>
internal static partial class BackgroundThread
{
    private const int WhichProcess = 0;
    private const int CallingThread = 0;
    private const int Niceness = 10;

    /// <summary>Lowers the calling thread's priority; where that cannot be done, it stays.</summary>
    public static void Lower()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = SetPriority(WhichProcess, CallingThread, Niceness);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without that function computes at the usual priority.
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
