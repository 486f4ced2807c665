using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Building;

/// <summary>The programs in C, compiled when their source has changed.</summary>
internal static class CPrograms
{
    /// <summary>The receiver that does the least.</summary>
    public static string Floor { get; } = Path.Combine(Repository.Artifacts, "floor");

    /// <summary>The client of loads that smtp-source does not offer.</summary>
    public static string Client { get; } = Path.Combine(Repository.Artifacts, "client");

    /// <summary>Compiles one of them; says what is missing, or null.</summary>
    public static async Task<string?> PrepareAsync(string name)
    {
        if (Commands.Find("gcc") is null)
            return "gcc is not installed";
        string source = Repository.At("tests/Benchmarks/Floor", name + ".c");
        return await Once.RunAsync(name, [source], async () =>
        {
            Directory.CreateDirectory(Repository.Artifacts);
            return await Commands.RunAsync("gcc", ["-O2", "-Wall", "-o", Path.Combine(Repository.Artifacts, name), source], TimeSpan.FromMinutes(1));
        });
    }
}
