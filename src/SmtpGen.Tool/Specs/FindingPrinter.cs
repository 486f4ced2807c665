using SmtpGen.Language.Text;

namespace SmtpGen.Tool.Specs;

/// <summary>Prints findings as compilers do, with the line they stand in and carets below.</summary>
internal static class FindingPrinter
{
    public static void Write(TextWriter output, IEnumerable<SpecDiagnostic> findings)
    {
        foreach (var finding in findings)
            Write(output, finding);
    }

    private static void Write(TextWriter output, SpecDiagnostic finding)
    {
        output.WriteLine(finding);
        var (number, column) = finding.Source.GetLinePosition(finding.Span.Start);
        string line = finding.Source.GetLine(number);
        int start = Math.Min(column - 1, line.Length);
        int length = Math.Max(1, Math.Min(finding.Span.Length, line.Length - start));
        // Tabs are kept, so that the carets stand below the span whatever a tab's width is.
        string indent = string.Concat(line.Take(start).Select(c => c == '\t' ? '\t' : ' '));
        output.WriteLine($"  {line}");
        output.WriteLine($"  {indent}{new string('^', length)}");
    }
}
