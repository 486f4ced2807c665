using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace SmtpGen.Architecture.Tests;

/// <summary>An assembly of src/ or generators/, where it was built.</summary>
internal static class ShippedAssembly
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", ".."));

    private static string Configuration => Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    /// <summary>Paths of all that ship.</summary>
    public static IEnumerable<string> All() =>
        from folder in new[] { "generators", "src" }
        from directory in Directory.EnumerateDirectories(Path.Combine(Root, folder)).Order(StringComparer.Ordinal)
        from project in Directory.EnumerateFiles(directory, "*.csproj")
        where !Path.GetFileName(project).Equals("SmtpGen.Templates.csproj", StringComparison.Ordinal)
        select Built(project);

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names() => All().Select(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>The path of one of them.</summary>
    public static string PathOf(string name) => All().Single(path => Path.GetFileNameWithoutExtension(path) == name);

    /// <summary>The names of the assemblies that one of them uses.</summary>
    public static string[] References(string name)
    {
        using var file = new PEReader(File.OpenRead(PathOf(name)));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>The fields of a type in one of them.</summary>
    public static string[] Fields(string name, string type)
    {
        using var file = new PEReader(File.OpenRead(PathOf(name)));
        var metadata = file.GetMetadataReader();
        return
        [
            .. from found in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
               where metadata.StringComparer.Equals(found.Name, type)
               from field in found.GetFields()
               select metadata.GetString(metadata.GetFieldDefinition(field).Name),
        ];
    }

    /// <summary>The files that one of them was compiled from.</summary>
    public static string[] Sources(string name)
    {
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(PathOf(name), ".pdb")));
        var metadata = symbols.GetMetadataReader();
        return [.. metadata.Documents.Select(handle => metadata.GetString(metadata.GetDocument(handle).Name).Replace('\\', '/'))];
    }

    private static string Built(string project)
    {
        string name = XDocument.Load(project).Descendants("AssemblyName").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);
        string folder = Path.Combine(Path.GetDirectoryName(project)!, "bin", Configuration);
        return Directory.EnumerateDirectories(folder).Select(target => Path.Combine(target, name + ".dll")).First(File.Exists);
    }

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
