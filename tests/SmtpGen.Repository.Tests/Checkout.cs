using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SmtpGen.Repository.Tests;

/// <summary>The files of this repository, and a small repository like it.</summary>
internal static class Checkout
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>The path of a file.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>Runs a program, which must succeed, and returns what it printed.</summary>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var (exit, output) = await TryAsync(folder, program, arguments);
        Assert.True(exit == 0, $"{program} {string.Join(' ', arguments)} ended with {exit}:\n{output}");
        return output.Trim();
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Exit, string Output)> TryAsync(string folder, string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_NOLOGO"] = "1";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
