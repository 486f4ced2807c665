using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>
/// Turns a pattern into a regular expression by putting rules in place of their names, and marks captures and bounded
/// rules on the way. Each rule is expanded, and its mistakes are reported, once.
/// </summary>
internal sealed class PatternExpander(
    LinkedGrammar grammar, SlotTable slots, IReadOnlyList<InnerCapture> innerCaptures, List<SpecDiagnostic> diagnostics)
{
    private readonly Dictionary<string, Expression> _expanded = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _openRules = [];

    /// <summary>Expands a pattern of a specification.</summary>
    public Expression Expand(GrammarNode pattern, SourceText source) => Expand(pattern, new Place(source, RuleName: null));

    private Expression Expand(GrammarNode node, Place place) => node switch
    {
        Alternation alternation => Expression.AnyOf(Expand(alternation.Alternatives, place)),
        Concatenation concatenation => Expression.InSequence(Expand(concatenation.Parts, place)),
        Repetition repetition => ExpandRepetition(repetition, place),
        RuleReference reference => ExpandReference(reference, place),
        Capture capture => Captured(capture.Name, Expand(capture.Item, place)),
        Guarded guarded => ExpandGuarded(guarded, place),
        StringTerminal text => InOrder(text.Text.Select(
            character => text.IsCaseSensitive ? ByteSet.Of((byte)character) : ByteSet.IgnoringCase(character))),
        ByteRange range => LineEndsReported(range, [ByteSet.Range(range.First, range.Last)], place),
        ByteSequence sequence => LineEndsReported(sequence, sequence.Octets.Select(ByteSet.Of).ToArray(), place),
        Prose prose => ReportProse(prose, place),
        _ => throw new ArgumentException($"Unknown kind of expression: {node.GetType().Name}", nameof(node)),
    };

    private Expression[] Expand(EquatableArray<GrammarNode> nodes, Place place) =>
        nodes.Select(node => Expand(node, place)).ToArray();

    private Expression ExpandRepetition(Repetition repetition, Place place)
    {
        Expression item = Expand(repetition.Item, place);
        if (repetition.Max is null && item.IsNullable && item != Expression.Empty)
        {
            Report(
                GrammarRules.NullableLoop,
                repetition.Span,
                place,
                "What is repeated without limit can be empty; make one of its parts mandatory.");
            return item;
        }

        return Expression.Repeat(item, repetition.Min, repetition.Max);
    }

    private Expression ExpandReference(RuleReference reference, Place place)
    {
        if (grammar.IsExcluded(reference.Name))
            return Expression.Nothing;

        LinkedRule? rule = grammar.Find(reference.Name);
        if (rule is null && SameName(reference.Name, CoreRules.Data))
        {
            Report(
                GrammarRules.UndefinedRule,
                reference.Span,
                place,
                "DATA stands for octets that the client counts, but no line announces any; write 'literals' or 'arrays' into the protocol, or define the rule in a grammar file.");
            return Expression.Nothing;
        }

        if (rule is null)
        {
            Report(
                GrammarRules.UndefinedRule,
                reference.Span,
                place,
                $"The rule {reference.Name} is not defined.{grammar.Suggest(reference.Name)} Define it in a grammar file, " +
                "or exclude it with \"without\".",
                CorrectName.Fix(place.Source, reference.Span, grammar.Nearest(reference.Name)));
            return Expression.Nothing;
        }

        Expression expression = ExpandRule(rule, reference, place);
        foreach (InnerCapture capture in innerCaptures)
        {
            if (SameName(capture.ScopeRule, place.RuleName) && SameName(capture.Rule, reference.Name))
                expression = Captured(capture.CaptureName, expression);
        }

        return expression;
    }

    private Expression ExpandRule(LinkedRule rule, RuleReference reference, Place place)
    {
        if (_expanded.TryGetValue(rule.Name, out Expression? expression))
            return expression;

        int open = _openRules.IndexOf(rule.Name);
        if (open >= 0)
        {
            string cycle = string.Join(" -> ", _openRules.Skip(open).Append(rule.Name));
            Report(
                GrammarRules.RecursiveRule,
                reference.Span,
                place,
                $"{rule.Name} contains itself ({cycle}), which is not regular; write a repetition, *( ), instead.");
            return Expression.Nothing;
        }

        _openRules.Add(rule.Name);
        expression = slots.Bind(rule.Name, Expression.AnyOf(rule.Definitions.Select(
            definition => Guard(
                definition.Option, Expand(definition.Definition, new Place(definition.Source, rule.Name, place, reference.Span))))));
        _openRules.RemoveAt(_openRules.Count - 1);
        _expanded.Add(rule.Name, expression);
        return expression;
    }

    // What may be empty anyway needs no option for that.
    private Expression ExpandGuarded(Guarded guarded, Place place)
    {
        Expression item = Expand(guarded.Item, place);
        return item.IsNullable ? Expression.AnyOf([Expression.Empty, Guard(guarded.Option, item)]) : Guard(guarded.Option, item);
    }

    private static Expression Guard(int option, Expression item) =>
        option < 0 || item == Expression.Nothing ? item : new Marked(item, [Mark.GuardedBy(option)], []);

    private Expression Captured(string name, Expression item)
    {
        var (start, end) = slots.ForCapture(name);
        return item == Expression.Nothing
            ? item
            : new Marked(item, [new Mark(MarkKind.Set, start)], [new Mark(MarkKind.Set, end)]);
    }

    private Expression LineEndsReported(GrammarNode node, IReadOnlyList<ByteSet> octets, Place place)
    {
        if (place.Source != CoreRules.Counted.Source && octets.Any(set => set.Contains('\r') || set.Contains('\n')))
        {
            string rule = place.RuleName is { } name ? $"The rule {name}" : "The pattern";
            Report(
                GrammarRules.MatchesLineEnd,
                node.Span,
                place,
                $"{rule} can match CR or LF, which end a command line; leave octets 10 and 13 out.");
        }

        return InOrder(octets);
    }

    private Expression ReportProse(Prose prose, Place place)
    {
        Report(
            GrammarRules.ProseUsed,
            prose.Span,
            place,
            $"<{prose.Description}> describes octets in words; write them as rules, or exclude the rule with \"without\".");
        return Expression.Nothing;
    }

    /// <summary>Reports at a place; what is wrong inside a core rule, at the reference that leads there.</summary>
    private void Report(DiagnosticRule rule, TextSpan span, Place place, string message, SpecFix? fix = null)
    {
        while (place.Source == CoreRules.File.Source && place.ReferredFrom is { } from)
            (place, span) = (from, place.Reference);

        diagnostics.Add(new SpecDiagnostic(rule, place.Source, span, message) { Fix = fix });
    }

    private static Expression InOrder(IEnumerable<ByteSet> octets) =>
        Expression.InSequence(octets.Select(set => (Expression)new OneOctet(set)).ToArray());

    private static bool SameName(string left, string? right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is being expanded: a rule's definition, or a pattern when there is no rule name.</summary>
    private sealed record Place(SourceText Source, string? RuleName, Place? ReferredFrom = null, TextSpan Reference = default);
}
