using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>What compiling a pattern gave.</summary>
/// <param name="Automaton">The automaton; null when there are errors.</param>
/// <param name="Diagnostics">What is wrong, many findings in one run.</param>
/// <param name="AppliedBounds">The bounds whose rule occurs in the pattern.</param>
public sealed record AutomatonResult(
    Automaton? Automaton, EquatableArray<SpecDiagnostic> Diagnostics, EquatableArray<Bound> AppliedBounds);

/// <summary>
/// Asks for the place of a rule's match inside another rule's: wherever the definition of <paramref name="ScopeRule"/> itself
/// names <paramref name="Rule"/>. One capture name may stand for several places; it is then the one that matched last.
/// </summary>
/// <param name="ScopeRule">The rule whose definition is looked at, for example Mailbox.</param>
/// <param name="Rule">The rule it names, for example Local-part.</param>
/// <param name="CaptureName">Name of the capture.</param>
public sealed record InnerCapture(string ScopeRule, string Rule, string CaptureName);
