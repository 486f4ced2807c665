using System.Diagnostics;

namespace SmtpGen.Foreign;

/// <summary>A program that is not ours, where it is installed.</summary>
internal static class ForeignProgram
{
    /// <summary>Runs the program to its end, which must be a success; skips the test where it is not installed.</summary>
    public static async Task RunAsync(string name, params string[] arguments)
    {
        var (exitCode, output) = await EndAsync(name, arguments);
        Assert.True(exitCode == 0, $"{name} ended with {exitCode}: {output}");
    }

    /// <summary>Runs the program to its end, which must be a failure; skips the test where it is not installed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> FailAsync(string name, params string[] arguments)
    {
        var (exitCode, output) = await EndAsync(name, arguments);
        Assert.True(exitCode != 0, $"{name} succeeded: {output}");
        return output;
    }

    /// <summary>Skips the test where a module of Perl is not installed.</summary>
    public static async Task RequirePerlAsync(string module)
    {
        var (exitCode, _) = await EndAsync("perl", $"-M{module}", "-e", "1");
        Assert.SkipUnless(exitCode == 0, $"the Perl module {module} is not installed");
    }

    /// <summary>Skips the test where a module of Python is not installed.</summary>
    public static async Task RequirePythonAsync(string python, string module)
    {
        var (exitCode, _) = await EndAsync(python, "-c", $"import {module}");
        Assert.SkipUnless(exitCode == 0, $"the Python module {module} is not installed");
    }

    /// <summary>Skips the test where the system has no user of a name.</summary>
    public static async Task RequireUserAsync(string name)
    {
        var (exitCode, _) = await EndAsync("id", "-u", name);
        Assert.SkipUnless(exitCode == 0, $"there is no user {name}");
    }

    /// <summary>Where a program is; skips the test where it is not installed.</summary>
    public static string Require(string name)
    {
        string? path = Find(name);
        Assert.SkipWhen(path is null, $"{name} is not installed");
        return path!;
    }

    private static async Task<(int ExitCode, string Output)> EndAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Require(name), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var cancellationToken = TestContext.Current.CancellationToken;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await errors + await output);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    // The system's directory is often missing from an ordinary user's path.
    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
