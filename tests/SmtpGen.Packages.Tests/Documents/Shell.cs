using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SmtpGen.Packages.Tests.Documents;

/// <summary>A shell at which the packages' program is installed, whose home for templates and tools is its folder, and whose servers take free ports.</summary>
internal sealed partial class Shell(string folder, string toolFolder)
{
    /// <summary>Lines that are run before every other.</summary>
    public string Prologue { get; set; } = "";

    /// <summary>Runs a script to its end; a line that fails ends it.</summary>
    public async Task RunAsync(string script)
    {
        using var process = Start(script);
        var error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"The shell ended with {process.ExitCode}:\n{output}");
    }

    /// <summary>Runs a script whose last command serves, and returns when that listens.</summary>
    /// <returns>What stops it, and its port.</returns>
    public async Task<(IAsyncDisposable Stop, int Port)> ServeAsync(string script)
    {
        var process = Start(script);
        var error = process.StandardError.ReadToEndAsync();
        string said = "";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said += line + "\n";
            if (Listening().Match(line) is { Success: true } match)
            {
                // A full pipe would stop the program.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return (new Killing(process), int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
            }
        }

        Assert.Fail($"Nothing listened:\n{said}{await error}");
        throw new UnreachableException();
    }

    private Process Start(string script)
    {
        var info = Command.Info("bash", folder, "-euo", "pipefail", "-c", Prologue + FixedPort().Replace(script, "127.0.0.1:0"));
        info.RedirectStandardInput = true;
        info.Environment["DOTNET_CLI_HOME"] = folder;
        // Downloads are none of a test's business: what the machine has it may use.
        info.Environment["NUGET_PACKAGES"] = PackedPackages.Cache;
        info.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        info.Environment["PATH"] = string.Join(
            Path.PathSeparator, toolFolder, Path.Combine(folder, ".dotnet", "tools"), Environment.GetEnvironmentVariable("PATH"));
        foreach (string variable in (string[])["SMTPGEN_SMTP__LISTEN", "Smtp__Listen__0", "Parrot__Listen__0"])
            info.Environment[variable] = "127.0.0.1:0";
        var process = Process.Start(info)!;
        process.StandardInput.WriteLine("secret");
        process.StandardInput.Close();
        return process;
    }

    [GeneratedRegex(@"127\.0\.0\.1:([1-9]\d*)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex FixedPort();

    private sealed class Killing(Process process) : IAsyncDisposable
    {
        private bool _isDone;

        public async ValueTask DisposeAsync()
        {
            if (_isDone)
                return;
            _isDone = true;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
