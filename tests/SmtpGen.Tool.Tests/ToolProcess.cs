using System.Diagnostics;

namespace SmtpGen.Tool.Tests;

/// <summary>A run of the program in a process of its own: for what depends on its standard input, its environment, or a signal.</summary>
internal static class ToolProcess
{
    /// <summary>The words of a command line that begins the program.</summary>
    public static string[] Command(params string[] args) => TestedProgram.Command(args);

    /// <summary>Runs the program with something on its standard input.</summary>
    public static Task<ToolRun> OfAsync(string input, params string[] args) => RunAsync(Command(args), input);

    /// <summary>Runs a line of sh, in which <c>"$@"</c> is the program with its arguments.</summary>
    public static Task<ToolRun> InShellAsync(string line, params string[] args) => RunAsync(["sh", "-c", line, "sh", .. Command(args)], "");

    /// <summary>Runs any program to its end.</summary>
    public static async Task<ToolRun> RunAsync(string[] command, string input)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return new ToolRun(process.ExitCode, await output, await error);
    }
}
