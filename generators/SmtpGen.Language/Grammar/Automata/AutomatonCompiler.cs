using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>Compiles patterns over a grammar to automata.</summary>
public static class AutomatonCompiler
{
    /// <summary>Number of states a pattern may need unless the caller says otherwise.</summary>
    public const int DefaultMaxStates = 4096;

    private const int MaxStates = Automaton.ActionFlag - 1;

    /// <summary>Compiles a pattern.</summary>
    /// <param name="grammar">The rules the pattern refers to.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="source">The file the pattern stands in.</param>
    /// <param name="bounds">Limits on rules; those on rules that do not occur in the pattern are left aside.</param>
    /// <param name="innerCaptures">Captures inside rules; those in rules that do not occur are left aside.</param>
    /// <param name="maxStates">Number of states the automaton may need, before it is minimized.</param>
    /// <returns>
    /// The automaton, or what stands against it. Mistakes in rules are reported in their files, and again for each pattern
    /// that uses the rule, as equal diagnostics.
    /// </returns>
    public static AutomatonResult Compile(
        LinkedGrammar grammar,
        GrammarNode pattern,
        SourceText source,
        IReadOnlyList<Bound> bounds,
        IReadOnlyList<InnerCapture>? innerCaptures = null,
        int maxStates = DefaultMaxStates)
    {
        var diagnostics = new List<SpecDiagnostic>();
        var slots = new SlotTable(bounds);
        Expression expression = new PatternExpander(grammar, slots, innerCaptures ?? [], diagnostics).Expand(pattern, source);
        if (expression == Expression.Nothing && diagnostics.Count == 0)
        {
            diagnostics.Add(new SpecDiagnostic(
                GrammarRules.MatchesNothing, source, pattern.Span, "The rules the pattern needs are all excluded."));
        }

        Automaton? automaton = diagnostics.Count == 0
            ? Compile(expression, slots, source, pattern.Span, diagnostics, Math.Min(maxStates, MaxStates))
            : null;
        return new AutomatonResult(
            diagnostics.Count == 0 ? automaton : null,
            diagnostics.ToEquatableArray(),
            slots.AppliedBounds.ToEquatableArray());
    }

    private static Automaton? Compile(
        Expression expression,
        SlotTable slotTable,
        SourceText source,
        TextSpan span,
        List<SpecDiagnostic> diagnostics,
        int maxStates)
    {
        // What has findings is compiled again, for they tell where the pattern stands.
        IReadOnlyList<Slot> slots = slotTable.Number();
        string key = AutomatonKey.Of(expression, slots, maxStates);
        if (AutomatonCache.Shared.Find(key) is { } kept)
            return kept;

        PositionAutomaton? positions = new PositionAutomatonBuilder(maxStates).Build(expression, slots);
        if (positions is not null)
        {
            ReportDigitsThatAreNone(positions, source, span, diagnostics);
            var registers = new RegisterPlan(slots);
            var report = new AmbiguityReport(slots, source, span, diagnostics);
            if (Determinizer.Run(positions, registers, report, maxStates) is { } table &&
                AutomatonWriter.Write(Minimizer.Run(table), registers.Count, slotTable.Captures) is { } automaton)
            {
                return diagnostics.Count == 0 ? AutomatonCache.Shared.Add(key, automaton) : automaton;
            }
        }

        if (diagnostics.Count == 0)
        {
            diagnostics.Add(new SpecDiagnostic(
                GrammarRules.TooManyStates,
                source,
                span,
                $"The pattern needs more than {maxStates} states; replace large repetition counts by a bound on a rule."));
        }

        return null;
    }

    private static void ReportDigitsThatAreNone(
        PositionAutomaton positions, SourceText source, TextSpan span, List<SpecDiagnostic> diagnostics)
    {
        var bounds = positions.Positions
            .Where(position => !position.Octets.IsSubsetOf(ByteSet.Digits))
            .SelectMany(position => position.DigitSlots)
            .Distinct();
        foreach (Slot slot in bounds)
        {
            diagnostics.Add(new SpecDiagnostic(
                GrammarRules.UncheckableBound,
                source,
                span,
                $"\"{slot.Name}\" measures a decimal number, but the rule matches more than digits; bound a rule of digits only."));
        }
    }
}
