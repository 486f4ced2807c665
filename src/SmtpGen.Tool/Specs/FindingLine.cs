using SmtpGen.Language.Text;

namespace SmtpGen.Tool.Specs;

/// <summary>A line of <c>smtpgen check --json</c>. Lines and columns count from 1, columns in UTF-16 code units; the end is after the last character.</summary>
/// <param name="Id">The finding's id.</param>
/// <param name="Severity">error, warning or info.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Column">Where it begins.</param>
/// <param name="EndLine">Where it ends.</param>
/// <param name="EndColumn">Where it ends.</param>
/// <param name="Fix">What --fix does about it; null where it does nothing.</param>
/// <param name="IsFixed">Whether it was put right, by this run.</param>
/// <param name="Help">The page about it.</param>
internal sealed record FindingLine(
    string Id, Severity Severity, string Message, string Path, int Line, int Column, int EndLine, int EndColumn, string? Fix, bool IsFixed, string Help)
{
    public static FindingLine Of(SpecDiagnostic finding, bool isFixed = false)
    {
        var (line, column) = finding.Source.GetLinePosition(finding.Span.Start);
        var (endLine, endColumn) = finding.Source.GetLinePosition(finding.Span.End);
        return new FindingLine(
            finding.Rule.Id, finding.Rule.DefaultSeverity, finding.Message, finding.Source.Path, line, column, endLine, endColumn,
            finding.Fix?.Title, isFixed, DiagnosticRule.HelpLinkOf(finding.Rule.Id));
    }
}
