using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace SmtpGen.Architecture.Tests;

/// <summary>An assembly of src/ or generators/, where it was built.</summary>
internal static class ShippedAssembly
{
    private static readonly string s_root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", ".."));

    private static string Configuration => Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    /// <summary>Paths of all that ship.</summary>
    public static IEnumerable<string> All() =>
        from folder in new[] { "generators", "src" }
        from directory in Directory.EnumerateDirectories(Path.Combine(s_root, folder)).Order(StringComparer.Ordinal)
        from project in Directory.EnumerateFiles(directory, "*.csproj")
        where !Path.GetFileName(project).Equals("SmtpGen.Templates.csproj", StringComparison.Ordinal)
        select Built(project);

    private static string Built(string project)
    {
        string name = XDocument.Load(project).Descendants("AssemblyName").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);
        string folder = Path.Combine(Path.GetDirectoryName(project)!, "bin", Configuration);
        return Directory.EnumerateDirectories(folder).Select(target => Path.Combine(target, name + ".dll")).First(File.Exists);
    }

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
