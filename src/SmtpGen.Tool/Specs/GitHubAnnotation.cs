using System.Globalization;
using SmtpGen.Language.Text;

namespace SmtpGen.Tool.Specs;

/// <summary>
/// A finding as a workflow command of GitHub Actions, which shows it beside the line that it is about:
/// <c>::error file=a.protocol,line=2,col=5,endColumn=9,title=SGP0101::message</c>.
/// </summary>
internal static class GitHubAnnotation
{
    public static string Of(FindingLine finding)
    {
        string kind = finding.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "notice",
        };
        string place = string.Create(CultureInfo.InvariantCulture, $"line={finding.Line},col={finding.Column}");
        // Columns of the end mean something only in the same line.
        string end = finding.EndLine == finding.Line && finding.EndColumn > finding.Column
            ? string.Create(CultureInfo.InvariantCulture, $",endColumn={finding.EndColumn}")
            : "";
        return $"::{kind} file={Property(finding.Path)},{place}{end},title={Property(finding.Id)}::{Data(Printable.Line(finding.Message))}";
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
