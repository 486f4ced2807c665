using System.Diagnostics;
using System.Globalization;
using System.Text;
using SmtpGen.Tool.Commands;

namespace SmtpGen.Tests;

/// <summary>
/// The program <c>smtpgen</c> that is tested: the one beside the tests, or, where the variable <c>TESTED_SMTPGEN</c> holds the path
/// of another, such as a native one, that one. Its name does not begin with SMTPGEN_, as the program's own variables do.
/// </summary>
internal static class TestedProgram
{
    private static readonly string? s_named = Environment.GetEnvironmentVariable("TESTED_SMTPGEN") is { Length: > 0 } path ? path : null;

    /// <summary>The words of a command line that begins the program.</summary>
    /// <param name="args">What follows the program's name.</param>
    public static string[] Command(params string[] args) => Command(["exec"], args);

    /// <summary>The same, with options for the command <c>dotnet</c> before the program beside the tests.</summary>
    public static string[] Command(string[] host, string[] args) =>
        s_named is not null ? [s_named, .. args] : [Dotnet(), .. host, Path.Combine(AppContext.BaseDirectory, "smtpgen.dll"), .. args];

    /// <summary>Runs the program: in this process where it is the one beside the tests, else as a process of its own.</summary>
    /// <param name="args">The command line without the program's name.</param>
    /// <param name="output">Takes what it writes, octet by octet where this is a <see cref="StreamWriter"/>, else line by line.</param>
    /// <param name="error">Takes its errors.</param>
    /// <param name="cancellationToken">Ends it as SIGTERM does.</param>
    /// <returns>Its exit code.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        s_named is null ? Program.RunAsync(args, output, error, cancellationToken) : RunProcessAsync(args, output, error, cancellationToken);

    private static async Task<int> RunProcessAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(s_named!, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await using var stop = cancellationToken.Register(() => Terminate(process));
        await Task.WhenAll(
            output is StreamWriter writer ? process.StandardOutput.BaseStream.CopyToAsync(writer.BaseStream, CancellationToken.None) : CopyLinesAsync(process.StandardOutput, output),
            CopyLinesAsync(process.StandardError, error));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static async Task CopyLinesAsync(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync(CancellationToken.None) is { } line)
            await to.WriteLineAsync(line);
    }

    private static void Terminate(Process process)
    {
        using var kill = Process.Start("/bin/kill", ["-s", "TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static string Dotnet() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
