using System.Security.Cryptography;

namespace SmtpGen.Benchmarks.Peers.Building;

/// <summary>Makes what a receiver takes, and makes it again only when its sources have changed.</summary>
internal static class Once
{
    /// <summary>Runs a step whose sources have changed since it succeeded.</summary>
    /// <param name="name">The step.</param>
    /// <param name="sources">Its sources.</param>
    /// <param name="step">Does it.</param>
    /// <returns>Why it failed, or null.</returns>
    public static async Task<string?> RunAsync(string name, IEnumerable<string> sources, Func<Task<(int Exit, string Output, string Error)>> step)
    {
        string stamp = Path.Combine(Repository.Artifacts, name + ".sources");
        string hash = Hash(sources);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == hash)
            return null;
        Console.Error.WriteLine($"Making {name} ...");
        var (exit, output, error) = await step();
        if (exit != 0)
            return $"{name} could not be made: {$"{output}\n{error}".Trim()}";
        Directory.CreateDirectory(Repository.Artifacts);
        await File.WriteAllTextAsync(stamp, hash);
        return null;
    }

    /// <summary>The sources of a project of this repository, with all that it may refer to.</summary>
    public static IEnumerable<string> SourcesOf(params string[] folders) =>
        folders.Select(folder => Repository.At(folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Concat(Directory.EnumerateFiles(Repository.Root, "Directory.*"))
            .Order(StringComparer.Ordinal);

    private static string Hash(IEnumerable<string> sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in sources)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(path));
            hash.AppendData(File.ReadAllBytes(path));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
