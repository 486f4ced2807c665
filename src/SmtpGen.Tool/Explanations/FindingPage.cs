using System.Text.RegularExpressions;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Tool.Explanations;

/// <summary>The page of docs/diagnostics about a kind of finding, as a terminal shows it.</summary>
internal static partial class FindingPage
{
    /// <summary>Whether this is the id of a finding, not the code of a reply.</summary>
    public static bool IsId(string asked) => Id().IsMatch(asked);

    /// <summary>The page about a kind of finding.</summary>
    /// <exception cref="ToolException">There is no such finding.</exception>
    public static FindingExplanation Explain(string id) => new(id, id.ToUpperInvariant(), Read(id));

    // Without how it is configured.
    private static string Read(string id)
    {
        using var stream = typeof(FindingPage).Assembly.GetManifestResourceStream(id.ToUpperInvariant() + ".md")
            ?? throw new ToolException(ToolExit.Findings, $"there is no finding {id}; docs/diagnostics.md lists them");
        string page = new StreamReader(stream).ReadToEnd();
        page = page[..page.IndexOf("\n## Configure", StringComparison.Ordinal)];
        page = Block().Replace(page, block => Indented().Replace(block.Groups["text"].Value, "    "));
        return Heading().Replace(Link().Replace(page, ""), "").Trim();
    }

    [GeneratedRegex(@"^SGP\d{4}$", RegexOptions.IgnoreCase)]
    private static partial Regex Id();

    [GeneratedRegex(@"^```[^\n]*\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("^(?=.)", RegexOptions.Multiline)]
    private static partial Regex Indented();

    [GeneratedRegex("^#+ ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@" ?\[All findings\]\([^)]*\)")]
    private static partial Regex Link();
}
