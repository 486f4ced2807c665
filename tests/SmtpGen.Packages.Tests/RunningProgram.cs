using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SmtpGen.Packages.Tests;

/// <summary>A program that listens, until it is disposed.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;

    private RunningProgram(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>The port it listens on, of 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts what <see cref="Command.BuildAsync"/> built, on a free port, and waits until it says that it listens.</summary>
    public static Task<RunningProgram> StartAsync(string folder, string name, string section) =>
        StartAsync(folder, "dotnet", [Path.Combine(folder, "out", name + ".dll")], section);

    /// <summary>Starts a program, in the same way.</summary>
    public static async Task<RunningProgram> StartAsync(string folder, string program, string[] arguments, string section)
    {
        var process = Process.Start(Command.Info(program, folder, [.. arguments, $"--{section}:Listen:0=127.0.0.1:0"]))!;
        string said = "";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said += line + "\n";
            if (Listening().Match(line) is { Success: true } match)
            {
                // A full pipe would stop the program.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                return new RunningProgram(process, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
            }
        }

        throw new InvalidOperationException(
            $"{program} did not listen:\n{said}{await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
