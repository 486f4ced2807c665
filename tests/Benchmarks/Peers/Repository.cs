namespace SmtpGen.Benchmarks.Peers;

/// <summary>Where things are.</summary>
internal static class Repository
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = Find();

    /// <summary>Where the harness keeps what it builds and fetches.</summary>
    public static string Artifacts { get; } = Path.Combine(Root, "artifacts", "benchmarks");

    /// <summary>A path in the repository.</summary>
    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A program that was built together with this one.</summary>
    public static string Built(string project, string program)
    {
        // .../bin/Release/net10.0/
        string output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string framework = Path.GetFileName(output);
        string configuration = Path.GetFileName(Path.GetDirectoryName(output)!);
        return At(project, "bin", configuration, framework, program);
    }

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "SmtpGen.sln")))
                return folder;
        }

        throw new InvalidOperationException("The benchmark runs in a checkout of the repository.");
    }
}
