using SmtpGen.Packages.Tests.Documents;

[assembly: AssemblyFixture(typeof(SmtpGen.Packages.Tests.PackedPackages))]

namespace SmtpGen.Packages.Tests;

/// <summary>
/// The packages of this repository, packed once into a folder that is a NuGet source, in a version that no cache can
/// know. They are taken out of the machine's cache afterwards.
/// </summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("smtpgen-packages-");
    private readonly Lazy<Task<string>> _tool;
    private int _folders;

    public PackedPackages() => _tool = new(InstallToolAsync);

    /// <summary>The version they were packed in; a stable one, which commands find that name none.</summary>
    public string Version { get; } = $"0.0.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{Environment.ProcessId}";

    /// <summary>The folder they lie in.</summary>
    public string Feed => Path.Combine(_root.FullName, "packages");

    /// <summary>The folder in which NuGet keeps what it has unpacked.</summary>
    public static string Cache { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A file in NuGet's cache that was there before the packages of this version were packed.</summary>
    public string Stale => Path.Combine(Cache, "smtpgen.sasl", Version, "stale");

    /// <summary>The script that packs.</summary>
    public static Task<(int Exit, string Output)> RunLocalFeedAsync(params string[] arguments) =>
        Command.RunAsync("bash", Documentation.Root, ["deploy/local-feed", .. arguments]);

    /// <summary>Packs what was built together with these tests, as a person does.</summary>
    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Stale)!);
        File.WriteAllText(Stale, "");
        var (exit, output) = await RunLocalFeedAsync(_root.FullName, "--no-build", "-c", Configuration, $"-p:Version={Version}");
        Assert.True(exit == 0, output);
        await Command.DotnetAsync(_root.FullName, ["new", "install", Path.Combine(Feed, $"SmtpGen.Templates.{Version}.nupkg"), .. Hive]);
    }

    /// <summary>The program <c>smtpgen</c>, installed from its package.</summary>
    public Task<string> ToolAsync() => _tool.Value;

    /// <summary>An empty folder outside the repository, in which the packages can be referenced.</summary>
    public string NewFolder() => _root.CreateSubdirectory($"project{Interlocked.Increment(ref _folders)}").FullName;

    /// <summary>Makes a project from one of the templates.</summary>
    /// <returns>Its folder.</returns>
    public async Task<string> NewProjectAsync(string template, string name)
    {
        string folder = NewFolder();
        await Command.DotnetAsync(folder, ["new", template, "-o", folder, "-n", name, "--no-update-check", .. Hive]);
        return folder;
    }

    public ValueTask DisposeAsync()
    {
        foreach (string package in Directory.EnumerateDirectories(Cache, "smtpgen*"))
        {
            string version = Path.Combine(package, Version);
            if (Directory.Exists(version))
                Directory.Delete(version, recursive: true);
            if (!Directory.EnumerateFileSystemEntries(package).Any())
                Directory.Delete(package);
        }

        _root.Delete(recursive: true);
        return default;
    }

    private string[] Hive => ["--debug:custom-hive", Path.Combine(_root.FullName, "hive")];

    private async Task<string> InstallToolAsync()
    {
        string folder = _root.CreateSubdirectory("tool").FullName;
        await Command.DotnetAsync(_root.FullName, "tool", "install", "SmtpGen.Tool", "--tool-path", folder);
        return Path.Combine(folder, "smtpgen");
    }
}
