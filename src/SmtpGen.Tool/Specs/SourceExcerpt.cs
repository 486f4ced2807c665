using SmtpGen.Language.Text;
using SmtpGen.Tool.Layout;

namespace SmtpGen.Tool.Specs;

/// <summary>The line that a finding stands in, safe for a terminal, and carets that stand below what it is about.</summary>
/// <param name="Line">The line, or as much of a long one as is about the place.</param>
/// <param name="Carets">The carets.</param>
internal sealed record SourceExcerpt(string Line, string Carets)
{
    private const int MostBefore = 100;
    private const int MostAfter = 100;
    private const string Gap = "…";

    public static SourceExcerpt Of(SpecDiagnostic finding)
    {
        var (number, column) = finding.Source.GetLinePosition(finding.Span.Start);
        string line = finding.Source.GetLine(number);
        int start = Math.Min(column - 1, line.Length);
        int length = Math.Min(finding.Span.Length, line.Length - start);
        string before = Before(line, start);
        string about = Clean(line.Substring(start, length));
        string after = Clean(After(line[(start + length)..]));
        // Tabs are kept, so that the carets stand below the span whatever a tab's width is.
        string indent = string.Concat(before.EnumerateRunes().Select(rune => rune.Value == '\t' ? "\t" : new string(' ', TextWidth.Cells(rune))));
        if (TextWidth.Cells(about) > MostAfter)
            (about, after) = (After(about), "");
        return new SourceExcerpt(before + about + after, indent + new string('^', Math.Max(1, TextWidth.Cells(about))));
    }

    private static string Before(string line, int start) => start <= MostBefore ? Clean(line[..start]) : Gap + Clean(line[(start - MostBefore)..start]);

    private static string After(string text) => text.Length <= MostAfter ? text : text[..MostAfter] + Gap;

    private static string Clean(string text) => string.Join('\t', text.Split('\t').Select(Printable.Line));
}
