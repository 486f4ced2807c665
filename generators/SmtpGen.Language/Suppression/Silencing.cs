using SmtpGen.Language.Checks;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Suppression;

/// <summary>Takes out the findings that a comment of their line allows, and reports comments that allow nothing.</summary>
internal static class Silencing
{
    public static readonly DiagnosticRule Rule = new("SGP0602", "Comment silences nothing", Severity.Warning);

    // Without what other errors are about, the generated code would be wrong.
    private static readonly DiagnosticRule[] s_errors =
    [
        UnreachableState.Rule, EnhancedClassDiffers.Rule, EnhancedOnIntermediate.Rule, ClosingReplyStays.Rule, RefusalMovesForward.Rule, FlagNotSet.Rule,
        TranslationOfNothing.Rule,
    ];

    /// <summary>Whether a comment may silence findings of a kind.</summary>
    public static bool IsPossible(DiagnosticRule rule) => rule != Rule && (rule.DefaultSeverity != Severity.Error || s_errors.Contains(rule));

    /// <summary>The findings that are left, and those about the comments.</summary>
    /// <param name="findings">The findings of a compilation.</param>
    /// <param name="files">The files that are the reader's own.</param>
    /// <param name="rules">Every kind of finding.</param>
    public static IEnumerable<SpecDiagnostic> Apply(IReadOnlyList<SpecDiagnostic> findings, IEnumerable<SpecFile> files, IReadOnlyList<DiagnosticRule> rules)
    {
        var allowances = files.SelectMany(file => Allowance.In(file.Source)).ToList();
        if (allowances.Count == 0)
            return findings;
        var silenced = new HashSet<SpecDiagnostic>(findings.Where(finding => allowances.Exists(allowance => Silences(allowance, finding))));
        // Checks wait while there are errors of other kinds: what they will find is not known.
        bool isComplete = !findings.Any(finding => !IsPossible(finding.Rule));
        return findings.Where(finding => !silenced.Contains(finding))
            .Concat(allowances.Select(allowance => Fault(allowance, silenced, isComplete, rules)).OfType<SpecDiagnostic>());
    }

    private static bool Silences(Allowance allowance, SpecDiagnostic finding) =>
        allowance.Reason.Length > 0 && IsPossible(finding.Rule) && allowance.Ids.Contains(finding.Rule.Id)
        && finding.Source.Path == allowance.Source.Path && finding.Source.GetLinePosition(finding.Span.Start).Line == allowance.Line;

    private static SpecDiagnostic? Fault(Allowance allowance, HashSet<SpecDiagnostic> silenced, bool isComplete, IReadOnlyList<DiagnosticRule> rules)
    {
        string? message = allowance.Ids.Count == 0
            ? "No id stands after 'allow'; write 'allow SGP0309 because' and the reason."
            : allowance.Ids.Select(id => Fault(id, rules.FirstOrDefault(rule => rule.Id == id))).FirstOrDefault(fault => fault is not null)
            ?? (allowance.Reason.Length == 0 ? "The reason is missing; write 'because' and why this is right here." : null)
            ?? allowance.Ids.Where(id => isComplete && !silenced.Any(finding => finding.Rule.Id == id && Silences(allowance, finding)))
                .Select(id => $"There is no {id} in line {allowance.Line}; remove it from the comment.").FirstOrDefault();
        return message is null ? null : new SpecDiagnostic(Rule, allowance.Source, allowance.Span, message);
    }

    private static string? Fault(string id, DiagnosticRule? named) => named switch
    {
        null => $"There is no finding '{id}' in specifications; docs/diagnostics.md lists them.",
        { } rule when !IsPossible(rule) => $"{id} cannot be silenced: {(rule == Rule ? "correct the comment" : "the generated code would be wrong")}.",
        _ => null,
    };
}
