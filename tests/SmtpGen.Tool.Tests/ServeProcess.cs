using System.Diagnostics;
using System.Globalization;

namespace SmtpGen.Tool.Tests;

/// <summary>A process of its own that runs <c>smtpgen serve</c>.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private ServeProcess(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Starts it by a shell.</summary>
    /// <param name="redirection">Where the shell sends its output; empty: into pipes that the test may read.</param>
    /// <param name="options">The options of <c>serve</c>.</param>
    public static ServeProcess Start(string redirection, params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell, /dev/full and signals");
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec \"$@\" {redirection}", "sh", .. TestedProgram.Command(["serve", .. options])])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new ServeProcess(System.Diagnostics.Process.Start(start)!);
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = System.Diagnostics.Process.Start("/bin/kill", ["-s", name, Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits until it ends.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
            Process.Kill();
        await Process.WaitForExitAsync(CancellationToken.None);
        Process.Dispose();
    }
}
