using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>The families that come with the compiler, by name. Their files are read when the first protocol is compiled.</summary>
internal static class Families
{
    private const string Folder = "families/";
    private const string Ending = ".family";

    private static readonly Lazy<IReadOnlyList<SpecFile>> s_all = new(Read);

    /// <summary>Their files.</summary>
    public static IReadOnlyList<SpecFile> All => s_all.Value;

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Select(file => NameOf(file.Source.Path));

    /// <summary>The file of one; null when there is none of that name.</summary>
    public static SpecFile? Find(string name) => All.FirstOrDefault(file => NameOf(file.Source.Path) == name);

    /// <summary>Whether a text is that of one of them.</summary>
    public static bool Have(SourceText source) => All.Any(file => ReferenceEquals(file.Source, source));

    private static string NameOf(string path) => path.Substring(Folder.Length, path.Length - Folder.Length - Ending.Length);

    private static IReadOnlyList<SpecFile> Read()
    {
        var assembly = typeof(Families).Assembly;
        var files = new List<SpecFile>();
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            files.Add(SpecFile.Parse(new SourceText(name, reader.ReadToEnd())));
        }

        return files;
    }
}
