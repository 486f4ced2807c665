using System.Diagnostics;

namespace SmtpGen.Packages.Tests;

/// <summary>Runs programs as a person would at a prompt.</summary>
internal static class Command
{
    /// <summary>Runs dotnet, which must succeed, and returns what it printed.</summary>
    public static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        var (exit, output) = await RunAsync("dotnet", folder, arguments);
        Assert.True(exit == 0, $"dotnet {string.Join(' ', arguments)} ended with {exit}:\n{output}");
        return output;
    }

    /// <summary>Builds the project of a folder with warnings as errors.</summary>
    public static Task<(int Exit, string Output)> BuildAsync(string folder) =>
        RunAsync("dotnet", folder, "build", "-c", "Release", "-o", Path.Combine(folder, "out"), "-warnaserror", "-nologo", "-v", "quiet");

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Exit, string Output)> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(Info(program, folder, arguments))!;
        var error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>How a program is started here.</summary>
    public static ProcessStartInfo Info(string program, string folder, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A build must not outlive the test, nor take over how the tests themselves are built.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_NOLOGO"] = "1";
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        info.Environment.Remove("Configuration");
        return info;
    }
}
