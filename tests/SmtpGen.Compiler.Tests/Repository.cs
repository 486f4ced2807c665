using System.Runtime.CompilerServices;

namespace SmtpGen.Compiler.Tests;

/// <summary>Places in the source tree.</summary>
internal static class Repository
{
    /// <summary>The folder of the verified files.</summary>
    public static string Snapshots { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "Snapshots");

    /// <summary>The shipped specifications, grammars and translations, as the compiler is given them.</summary>
    public static IReadOnlyList<SpecText> ReadProtocols()
    {
        string folder = Path.Combine(Root(), "protocol");
        return
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetExtension(path) is ".protocol" or ".abnf" or ".help")
                .Order(StringComparer.Ordinal)
                .Select(path => new SpecText("/spec/" + Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path))),
        ];
    }

    private static string Root()
    {
        string folder = Path.GetDirectoryName(Here())!;
        while (!File.Exists(Path.Combine(folder, "SmtpGen.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No folder above holds SmtpGen.sln.");
        return folder;
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
