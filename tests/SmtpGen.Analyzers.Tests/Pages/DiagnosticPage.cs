using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace SmtpGen.Analyzers.Tests.Pages;

/// <summary>
/// A page of docs/diagnostics: what a person wrote, and around it what follows from the finding and its examples. A block
/// <c>```protocol wrong</c> or <c>```csharp right</c> is a file of an example, <c>example</c> and the extension of its
/// language unless a third word names it.
/// </summary>
internal sealed partial class DiagnosticPage
{
    private static readonly Dictionary<string, string> s_extensions =
        new() { ["protocol"] = ".protocol", ["help"] = ".help", ["abnf"] = ".abnf", ["csharp"] = ".cs" };

    private readonly string _why;
    private readonly string _advice;
    private readonly IReadOnlyList<Example> _examples;

    private DiagnosticPage(string id, string text)
    {
        Id = id;
        string[] parts = Heading().Split(text);
        Assert.True(parts.Length >= 3, $"{PathOf(id)} needs the headings '## Wrong' and '## Right', in this order.");
        // After the title stands a line that says how severe it is, unless a person has just begun the page.
        _why = Begun().Replace(parts[0], "").Trim();
        _advice = Block().Replace(parts[2], "").Trim();
        _examples = [.. Block().Matches(text).Where(b => b.Groups["kind"].Value.Length > 0).Select(ToExample)];
    }

    public string Id { get; }

    /// <summary>Whether it is about C#, not about specifications.</summary>
    public bool IsAboutCode => _examples.Any(e => e.Language == "csharp");

    /// <summary>The files of the example that has the finding.</summary>
    public IReadOnlyList<SpecText> Wrong => Files("wrong");

    /// <summary>The files of the example that has none.</summary>
    public IReadOnlyList<SpecText> Right => Files("right");

    public static string Folder => Path.Combine(Repository.Root, "docs", "diagnostics");

    public static string PathOf(string id) => $"docs/diagnostics/{id}.md";

    /// <summary>The ids that have a page.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.md").Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => !name.EndsWith(".received", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    public static DiagnosticPage Read(string id) => new(id, File.ReadAllText(Path.Combine(Repository.Root, PathOf(id))));

    /// <summary>The page as it should be.</summary>
    /// <param name="rule">What the page explains.</param>
    /// <param name="isFixable">Whether findings may have a fix.</param>
    /// <param name="findings">What the wrong example has, as the compiler prints it.</param>
    public string Render(DiagnosticDescriptor rule, bool isFixable, IEnumerable<string> findings)
    {
        var text = new StringBuilder();
        text.Append($"# {Id}: {rule.Title}\n\n{rule.DefaultSeverity}. {(isFixable ? Fixable : "")}[All findings](../diagnostics.md)\n\n");
        text.Append($"{_why}\n\n## Wrong\n\n{Blocks("wrong")}\n```text\n{string.Join("\n", findings)}\n```\n\n");
        text.Append($"## Right\n\n{_advice}\n\n{Blocks("right")}\n## Configure\n\n");
        text.Append($"`dotnet_diagnostic.{Id}.severity = none` in {(IsAboutCode ? "an `.editorconfig`" : "a `.globalconfig`")}, or ");
        text.Append($"`<NoWarn>$(NoWarn);{Id}</NoWarn>` in the project; [how](../diagnostics.md#configure).\n");
        return text.ToString();
    }

    private string Fixable => IsAboutCode ? "An IDE offers the fix. " : "`smtpgen check --fix` and an IDE can put it right. ";

    private static Example ToExample(Match block)
    {
        string language = block.Groups["language"].Value;
        string name = block.Groups["name"].Value;
        return new Example(language, block.Groups["kind"].Value, name, name.Length > 0 ? name : "example" + s_extensions[language], block.Groups["text"].Value);
    }

    private SpecText[] Files(string kind) => [.. _examples.Where(e => e.Kind == kind).Select(e => new SpecText(e.Path, e.Text))];

    private string Blocks(string kind) => string.Join("\n", _examples.Where(e => e.Kind == kind)
        .Select(e => $"```{e.Language} {kind}{(e.Name.Length > 0 ? " " + e.Name : "")}\n{e.Text}```\n"));

    [GeneratedRegex(@"^## (?:Wrong|Right|Configure)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\A# [^\n]*\n(?:\s*(?:Error|Warning|Info)\. [^\n]*\n)?")]
    private static partial Regex Begun();

    [GeneratedRegex(@"^```(?<language>\w+)(?: (?<kind>wrong|right)(?: (?<name>\S+))?)?\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    private sealed record Example(string Language, string Kind, string Name, string Path, string Text);
}
