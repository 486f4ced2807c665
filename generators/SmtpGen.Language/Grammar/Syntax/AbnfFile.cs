using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>A rule of an ABNF file: <c>name = definition</c> or <c>name =/ further alternative</c>.</summary>
/// <param name="Name">The name as it was written.</param>
/// <param name="NameSpan">Where the name stands.</param>
/// <param name="IsIncremental">True for <c>=/</c>, which adds an alternative to a rule defined before.</param>
/// <param name="Definition">The expression after the equals sign.</param>
/// <param name="Source">The file it stands in.</param>
public sealed record AbnfRule(string Name, TextSpan NameSpan, bool IsIncremental, GrammarNode Definition, SourceText Source)
{
    /// <summary>Number of the option without which the definition matches nothing; -1: it always matches.</summary>
    public int Option { get; init; } = -1;
}

/// <summary>What a file of ABNF rules says.</summary>
/// <param name="Source">The file.</param>
/// <param name="Rules">The rules that could be read, in their order.</param>
/// <param name="Diagnostics">What could not be read.</param>
public sealed record AbnfFile(
    SourceText Source, EquatableArray<AbnfRule> Rules, EquatableArray<SpecDiagnostic> Diagnostics)
{
    /// <summary>Whether somebody asks about this very file, so that it is read whether or not a specification refers to it.</summary>
    public bool IsNamed { get; init; }

    /// <summary>What the file says, in a form that is the same for files that differ in comments only; findings tell them apart.</summary>
    public string Meaning() => AbnfMeaning.Of(this);
}
