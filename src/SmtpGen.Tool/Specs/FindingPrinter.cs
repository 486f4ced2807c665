using SmtpGen.Language.Text;

namespace SmtpGen.Tool.Specs;

/// <summary>Prints findings as compilers do, with the line they stand in and carets below.</summary>
internal static class FindingPrinter
{
    // Of what is not a specification at all there are thousands, and the first say so.
    private const int Most = 100;

    public static void Write(TextWriter output, IReadOnlyList<SpecDiagnostic> findings)
    {
        foreach (var finding in findings.Take(Most))
            Write(output, finding);
        if (findings.Count > Most)
            output.WriteLine($"... and {findings.Count - Most} more; smtpgen check --json lists all");
    }

    private static void Write(TextWriter output, SpecDiagnostic finding)
    {
        // What is quoted in it comes from the file, and so does the file's name.
        output.WriteLine(Printable.Line(finding.ToString()));
        var excerpt = SourceExcerpt.Of(finding);
        output.WriteLine("  " + excerpt.Line);
        output.WriteLine("  " + excerpt.Carets);
    }
}
