using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Building;

/// <summary>The tool Rnwood.Smtp4dev, installed into a folder of its own.</summary>
internal static class Smtp4Dev
{
    private const string Version = "3.15.0";

    private static readonly string s_folder = Path.Combine(Repository.Artifacts, "smtp4dev-" + Version);

    public static string Program { get; } = Path.Combine(s_folder, "smtp4dev");

    /// <summary>Installs it; says why that failed, or null.</summary>
    public static async Task<string?> PrepareAsync()
    {
        if (File.Exists(Program))
            return null;
        var (exit, output, error) = await Commands.RunAsync(
            "dotnet", ["tool", "install", "Rnwood.Smtp4dev", "--version", Version, "--tool-path", s_folder], TimeSpan.FromMinutes(5));
        return exit == 0 ? null : $"Rnwood.Smtp4dev could not be installed: {$"{output}\n{error}".Trim()}";
    }
}
