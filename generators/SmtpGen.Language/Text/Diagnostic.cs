using System.Globalization;
using System.Reflection;

namespace SmtpGen.Language.Text;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing has to change.</summary>
    Info,

    /// <summary>Probably a mistake; the rest is still compiled.</summary>
    Warning,

    /// <summary>The part it stands in cannot be compiled.</summary>
    Error,
}

/// <summary>A kind of finding.</summary>
/// <param name="Id">Stable identifier, <c>SGP</c> and four digits.</param>
/// <param name="Title">One line that says what is wrong, without particulars.</param>
/// <param name="DefaultSeverity">Severity unless the user configures another.</param>
public sealed record DiagnosticRule(string Id, string Title, Severity DefaultSeverity)
{
    private static readonly string s_repository = typeof(DiagnosticRule).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryUrl").Value!;

    /// <summary>Whether what is right may be certain, so that findings of this kind may have a <see cref="SpecDiagnostic.Fix"/>.</summary>
    public bool IsFixable { get; init; }

    /// <summary>The page that explains findings with an id, those in C# included.</summary>
    public static string HelpLinkOf(string id) =>
        string.Format(CultureInfo.InvariantCulture, "{0}/blob/main/docs/diagnostics/{1}.md", s_repository, id);
}

/// <summary>A finding at a place in a specification or grammar file.</summary>
/// <param name="Rule">The kind of finding.</param>
/// <param name="Source">The file it stands in.</param>
/// <param name="Span">The characters it is about.</param>
/// <param name="Message">What is wrong here and what would be right.</param>
public sealed record SpecDiagnostic(DiagnosticRule Rule, SourceText Source, TextSpan Span, string Message)
{
    /// <summary>The edits that put it right; null unless what is right is certain.</summary>
    public SpecFix? Fix { get; init; }

    /// <summary>The finding as compilers print it: <c>path(line,column): error SGP0001: message</c>.</summary>
    public override string ToString()
    {
        var (line, column) = Source.GetLinePosition(Span.Start);
        string severity = Rule.DefaultSeverity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "info",
        };
        return string.Format(
            CultureInfo.InvariantCulture, "{0}({1},{2}): {3} {4}: {5}", Source.Path, line, column, severity, Rule.Id, Message);
    }
}
