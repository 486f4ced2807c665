using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SmtpGen.RandomSpecs.Drafts;

namespace SmtpGen.RandomSpecs.Compiling;

/// <summary>A specification, and what the compiler says of it.</summary>
/// <param name="Text">The specification.</param>
/// <param name="Protocols">Its protocols.</param>
/// <param name="Findings">The findings that are errors or warnings.</param>
/// <param name="Failure">What the compiler threw; null: nothing.</param>
internal sealed record CompiledSpec(string Text, IReadOnlyList<ProtocolModel> Protocols, IReadOnlyList<SpecDiagnostic> Findings, Exception? Failure)
{
    private static readonly AbnfFile s_grammar = AbnfParser.ParseFile(new SourceText("/spec/rules.abnf", Patterns.Grammar.ReplaceLineEndings("\n")));

    /// <summary>Whether nothing is found, so that what it says must hold.</summary>
    public bool IsRight => Failure is null && Findings.Count == 0 && Protocols.Count > 0;

    public static CompiledSpec Of(string text)
    {
        try
        {
            var compiled = Specification.Compile([SpecFile.Parse(new SourceText("/spec/random.protocol", text))], [s_grammar]);
            return new(text, compiled.Protocols, [.. compiled.Diagnostics.Where(finding => finding.Rule.DefaultSeverity > Severity.Info)], null);
        }
        catch (Exception failure)
        {
            return new(text, [], [], failure);
        }
    }
}
