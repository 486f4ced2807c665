using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>A bound and where a specification declares it.</summary>
/// <param name="Bound">The bound.</param>
/// <param name="Source">The specification.</param>
/// <param name="Span">The declaration.</param>
public sealed record DeclaredBound(Bound Bound, SourceText Source, TextSpan Span);

/// <summary>Finds bounds that can never do anything.</summary>
public static class BoundCheck
{
    /// <summary>Reports bounds on rules that are not defined, and bounds whose rule none of the patterns uses.</summary>
    /// <param name="grammar">The rules.</param>
    /// <param name="bounds">The declared bounds.</param>
    /// <param name="patterns">The results for all patterns the bounds were declared for.</param>
    public static IEnumerable<SpecDiagnostic> Run(
        LinkedGrammar grammar, IReadOnlyList<DeclaredBound> bounds, IReadOnlyList<AutomatonResult> patterns)
    {
        var applied = new HashSet<Bound>(patterns.SelectMany(pattern => pattern.AppliedBounds));
        foreach (DeclaredBound declared in bounds)
        {
            Bound bound = declared.Bound;
            string? undefined = new[] { bound.Rule, bound.CountedRule }
                .FirstOrDefault(name => name is not null && !grammar.Defines(name));
            if (undefined is not null)
            {
                yield return new SpecDiagnostic(
                    GrammarRules.BoundOnUndefinedRule,
                    declared.Source,
                    declared.Span,
                    $"The rule {undefined} is not defined.{grammar.Suggest(undefined)}");
            }
            else if (!applied.Contains(bound))
            {
                yield return new SpecDiagnostic(
                    GrammarRules.UnusedBound,
                    declared.Source,
                    declared.Span,
                    $"\"{bound}\" never applies: no pattern uses the rule {bound.Rule}; remove the bound.");
            }
        }
    }
}
