using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Building;

/// <summary>nodemailer's smtp-server, fetched by npm into a folder of its own.</summary>
internal static class NodePackage
{
    private const string Version = "3.21.6";

    public static string Folder { get; } = Path.Combine(Repository.Artifacts, "smtp-server-" + Version);

    /// <summary>Fetches it; says why that failed, or null.</summary>
    public static async Task<string?> PrepareAsync()
    {
        if (Commands.Find("node") is null || Commands.Find("npm") is null)
            return "Node.js and npm are not installed";
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "smtp-server")))
            return null;
        Directory.CreateDirectory(Folder);
        var (exit, output, error) = await Commands.RunAsync(
            "npm", ["install", "--prefix", Folder, "--no-audit", "--no-fund", "smtp-server@" + Version], TimeSpan.FromMinutes(5));
        return exit == 0 ? null : $"smtp-server could not be fetched: {$"{output}\n{error}".Trim()}";
    }
}
