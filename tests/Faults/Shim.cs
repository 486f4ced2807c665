using System.Diagnostics;

namespace SmtpGen.Faults.Tests;

/// <summary>The library that is loaded into the server under test, built from shim.c once a run.</summary>
internal static class Shim
{
    private static readonly Lazy<string> s_library = new(Build);

    /// <summary>The library's path; skips the test where there can be none.</summary>
    public static string Require()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux, whose loader puts a library before the C library");
        Assert.SkipUnless(HasCompiler(), "needs gcc, which builds the library that makes calls fail");
        return s_library.Value;
    }

    private static bool HasCompiler()
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "gcc")));

    private static string Build()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "shim.so");
        string source = Path.Combine(AppContext.BaseDirectory, "shim.c");
        var command = new ProcessStartInfo("gcc", ["-shared", "-fPIC", "-O1", "-o", library, source]) { RedirectStandardError = true };
        using Process gcc = Process.Start(command)!;
        string errors = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        Assert.True(gcc.ExitCode == 0, $"gcc cannot build the library:\n{errors}");
        return library;
    }
}
