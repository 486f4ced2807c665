using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Building;

/// <summary>The receiver compiled ahead of time, published when the sources have changed.</summary>
internal static class NativeReceiver
{
    private static readonly string s_folder = Path.Combine(Repository.Artifacts, "native");

    public static string Program { get; } = Path.Combine(s_folder, "receiver");

    /// <summary>Publishes it; says why that failed, or null.</summary>
    public static Task<string?> PrepareAsync() => Once.RunAsync("native", Once.SourcesOf("src", "generators", "protocol", "tests/Benchmarks/Receiver"), () =>
        Commands.RunAsync(
            "dotnet",
            ["publish", Repository.At("tests/Benchmarks/Receiver"), "-c", "Release", "-p:Native=true", "-p:RunAnalyzers=false", "-o", s_folder, "-nologo", "-v", "quiet"],
            TimeSpan.FromMinutes(15)));
}
