using System.Text.Json.Serialization;
using SmtpGen.Language.Text;

namespace SmtpGen.Tool.Specs;

/// <summary>Findings in the Static Analysis Results Interchange Format, version 2.1.0, of OASIS.</summary>
/// <param name="Schema">Where its schema is.</param>
/// <param name="Version">The version of the format.</param>
/// <param name="Runs">One run.</param>
internal sealed record SarifLog([property: JsonPropertyName("$schema")] string Schema, string Version, IReadOnlyList<SarifRun> Runs)
{
    public static SarifLog Of(IReadOnlyList<SpecDiagnostic> findings)
    {
        var rules = findings.Select(finding => finding.Rule).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var driver = new SarifDriver(
            "smtpgen",
            typeof(SarifLog).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
            Repository(),
            [.. rules.Select(rule => new SarifRule(rule.Id, new SarifText(rule.Title), DiagnosticRule.HelpLinkOf(rule.Id), new SarifConfiguration(Level(rule))))]);
        var results = findings.Select(finding => new SarifResult(
            finding.Rule.Id,
            rules.FindIndex(rule => rule.Id == finding.Rule.Id),
            Level(finding.Rule),
            new SarifText(finding.Message),
            [Location(FindingLine.Of(finding))]));
        return new SarifLog("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", [new SarifRun(new SarifTool(driver), "utf16CodeUnits", [.. results])]);
    }

    private static string Level(DiagnosticRule rule) => rule.DefaultSeverity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static SarifLocation Location(FindingLine finding) => new(new SarifPhysicalLocation(
        new SarifArtifact(Uri(finding.Path)), new SarifRegion(finding.Line, finding.Column, finding.EndLine, finding.EndColumn)));

    // Relative paths stay relative: whoever reads the log knows where the sources are (section 3.4.3).
    private static string Uri(string path) => Path.IsPathRooted(path)
        ? new Uri(path).AbsoluteUri
        : string.Join('/', path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Select(System.Uri.EscapeDataString));

    private static string Repository()
    {
        string page = DiagnosticRule.HelpLinkOf("");
        return page[..page.IndexOf("/blob/", StringComparison.Ordinal)];
    }
}

/// <summary>A run of the program.</summary>
internal sealed record SarifRun(SarifTool Tool, string ColumnKind, IReadOnlyList<SarifResult> Results);

/// <summary>The program.</summary>
internal sealed record SarifTool(SarifDriver Driver);

/// <summary>What found something, and what it looks for.</summary>
internal sealed record SarifDriver(string Name, string Version, string InformationUri, IReadOnlyList<SarifRule> Rules);

/// <summary>A kind of finding.</summary>
internal sealed record SarifRule(string Id, SarifText ShortDescription, string HelpUri, SarifConfiguration DefaultConfiguration);

/// <summary>How bad findings of a kind are.</summary>
internal sealed record SarifConfiguration(string Level);

/// <summary>A text.</summary>
internal sealed record SarifText(string Text);

/// <summary>A finding.</summary>
internal sealed record SarifResult(string RuleId, int RuleIndex, string Level, SarifText Message, IReadOnlyList<SarifLocation> Locations);

/// <summary>A place.</summary>
internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation);

/// <summary>A place in a file.</summary>
internal sealed record SarifPhysicalLocation(SarifArtifact ArtifactLocation, SarifRegion Region);

/// <summary>A file.</summary>
internal sealed record SarifArtifact(string Uri);

/// <summary>Lines and columns, counted from 1; the end is after the last character.</summary>
internal sealed record SarifRegion(int StartLine, int StartColumn, int EndLine, int EndColumn);
