using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SmtpGen.Packages.Tests.Documents;

/// <summary>
/// The fenced blocks of README.md, of docs/ and of the packages' pages. Not those of docs/diagnostics and protocol/README.md, which the
/// tests of the analyzers and of the language compile.
/// </summary>
internal static partial class Documentation
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every block, in the order of the pages.</summary>
    public static IReadOnlyList<DocumentedBlock> Blocks { get; } = [.. Pages().SelectMany(Read)];

    /// <summary>The ids of the blocks in a language that a test compiles or runs.</summary>
    public static IEnumerable<string> Ids(params string[] languages) =>
        Blocks.Where(block => languages.Contains(block.Language) && block.Reason is null).Select(block => block.Id);

    /// <summary>A block by its id.</summary>
    public static DocumentedBlock Find(string id) => Blocks.Single(block => block.Id == id);

    /// <summary>The files that a page tells its reader to write, whose names stand in backquotes before their blocks.</summary>
    public static IEnumerable<DocumentedBlock> Files(string page) => Blocks.Where(block => block.Page == page && block.Name.Length > 0);

    private static IEnumerable<string> Pages() =>
        [
            "README.md",
            .. Under("docs", SearchOption.AllDirectories).Where(page => !page.StartsWith("docs/diagnostics/", StringComparison.Ordinal)),
            .. Under("src", SearchOption.AllDirectories).Where(page => page.Count(letter => letter == '/') == 2),
        ];

    private static IEnumerable<string> Under(string folder, SearchOption depth) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md", depth)
            .Where(path => !path.EndsWith(".received.md", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private static IEnumerable<DocumentedBlock> Read(string page)
    {
        string text = File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");
        foreach (Match match in Fence().Matches(text))
        {
            string indent = match.Groups["indent"].Value;
            string block = string.Concat(match.Groups["text"].Value.Split('\n').SkipLast(1)
                .Select(line => (line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line) + "\n"));
            yield return new DocumentedBlock(
                page, text.AsSpan(0, match.Groups["fence"].Index).Count('\n') + 1, match.Groups["name"].Value, match.Groups["info"].Value, block);
        }
    }

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(
        @"(?:^`(?<name>\w+\.(?:cs|csproj|json|protocol))`[^\n]*:\n\n)?^(?<indent> *)(?<fence>````?)(?<info>[^`\n]*)\n(?<text>.*?)^\k<indent>\k<fence>$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
