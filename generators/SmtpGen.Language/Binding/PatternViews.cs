using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>
/// Captures seen as a rule inside what they match: <c>(sender: Reverse-path as Mailbox)</c> matches a Reverse-path and
/// captures the Mailbox in it.
/// </summary>
internal static class PatternViews
{
    /// <summary>The pattern in which such captures are taken by the rule inside.</summary>
    public static GrammarNode Rewrite(
        GrammarNode node, IReadOnlyDictionary<string, CaptureAnnotation> annotations, LinkedGrammar grammar,
        List<InnerCapture> inner, Report report)
    {
        return Visit(node);

        GrammarNode Visit(GrammarNode n) => n switch
        {
            Concatenation c => c with { Parts = c.Parts.Select(Visit).ToEquatableArray() },
            Alternation a => a with { Alternatives = a.Alternatives.Select(Visit).ToEquatableArray() },
            Repetition r => r with { Item = Visit(r.Item) },
            Guarded g => g with { Item = Visit(g.Item) },
            Capture c when View(c, annotations) is { } view => Inside(c, view),
            _ => n,
        };

        GrammarNode Inside(Capture capture, Name view)
        {
            var scopes = ScopesOf(capture.Item, view.Text, grammar);
            if (scopes.Count == 0)
            {
                report.Add(BindingRules.BadValue, view,
                    $"There is no '{view}' inside what '{capture.Name}' matches; name a rule that it refers to.");
            }

            inner.AddRange(scopes.Select(scope => new InnerCapture(scope, view.Text, capture.Name)));
            return capture.Item;
        }
    }

    /// <summary>The pattern in which captures that have the name of an option are guarded by it instead.</summary>
    public static GrammarNode Guard(GrammarNode node, Func<string, int> option) => node switch
    {
        Concatenation c => c with { Parts = c.Parts.Select(part => Guard(part, option)).ToEquatableArray() },
        Alternation a => a with { Alternatives = a.Alternatives.Select(way => Guard(way, option)).ToEquatableArray() },
        Repetition r => r with { Item = Guard(r.Item, option) },
        Capture c when option(c.Name) is >= 0 and var number => new Guarded(number, Guard(c.Item, option), c.Span),
        Capture c => c with { Item = Guard(c.Item, option) },
        _ => node,
    };

    /// <summary>Whether whatever the expression matches is captured by a name, also in part.</summary>
    public static bool IsAlwaysCaptured(GrammarNode node, string name) => node switch
    {
        Concatenation c => c.Parts.Any(part => IsAlwaysCaptured(part, name)),
        Alternation a => a.Alternatives.All(way => IsAlwaysCaptured(way, name)),
        Repetition { Min: > 0 } r => IsAlwaysCaptured(r.Item, name),
        Capture c => c.Name == name || IsAlwaysCaptured(c.Item, name),
        _ => false,
    };

    public static IEnumerable<string> CapturesOf(GrammarNode node) => CaptureNodes(node).Select(capture => capture.Name);

    /// <summary>The captures, in the order in which they stand.</summary>
    public static IEnumerable<Capture> CaptureNodes(GrammarNode? node) => node switch
    {
        Concatenation c => c.Parts.SelectMany(CaptureNodes),
        Alternation a => a.Alternatives.SelectMany(CaptureNodes),
        Repetition r => CaptureNodes(r.Item),
        Guarded g => CaptureNodes(g.Item),
        Capture c => new[] { c }.Concat(CaptureNodes(c.Item)),
        _ => [],
    };

    /// <summary>What each capture captures: what it matches, or the rule in it that it is seen as.</summary>
    public static IEnumerable<(string Name, GrammarNode Item)> CapturedIn(
        GrammarNode node, IReadOnlyDictionary<string, CaptureAnnotation> annotations) => node switch
        {
            Concatenation c => c.Parts.SelectMany(p => CapturedIn(p, annotations)),
            Alternation a => a.Alternatives.SelectMany(p => CapturedIn(p, annotations)),
            Repetition r => CapturedIn(r.Item, annotations),
            Guarded g => CapturedIn(g.Item, annotations),
            Capture c => CapturedIn(c.Item, annotations)
                .Prepend((c.Name, View(c, annotations) is { } view ? new RuleReference(view.Text, view.Span) : c.Item)),
            _ => [],
        };

    /// <summary>The parts that a capture brings along because of the rule it captures.</summary>
    public static IEnumerable<(string Scope, string Part, string Rule)> PartsOf(
        string capture, GrammarNode pattern, IReadOnlyDictionary<string, CaptureAnnotation> annotations, IEnumerable<PartsMember> parts)
    {
        var rules = RulesOf(capture, pattern, annotations).ToList();
        return
            from member in parts
            where rules.Contains(member.Scope.Text, StringComparer.OrdinalIgnoreCase)
            from part in member.Parts
            from rule in part.Rules
            select (member.Scope.Text, part.Name.Text, rule.Text);
    }

    private static IEnumerable<string> RulesOf(
        string capture, GrammarNode node, IReadOnlyDictionary<string, CaptureAnnotation> annotations) => node switch
        {
            Concatenation c => c.Parts.SelectMany(p => RulesOf(capture, p, annotations)),
            Alternation a => a.Alternatives.SelectMany(p => RulesOf(capture, p, annotations)),
            Repetition r => RulesOf(capture, r.Item, annotations),
            Guarded g => RulesOf(capture, g.Item, annotations),
            Capture c when c.Name == capture && View(c, annotations) is { } view => [view.Text],
            Capture { Item: RuleReference rule } c when c.Name == capture => [rule.Name],
            _ => [],
        };

    // `Postmaster` in one alternative and a path in another share a name; only the one that is a rule has a view.
    private static Name? View(Capture capture, IReadOnlyDictionary<string, CaptureAnnotation> annotations) =>
        capture.Item is RuleReference && annotations.TryGetValue(capture.Name, out var annotation)
            ? annotation.Rule
            : null;

    /// <summary>The rules, reachable from an expression, whose definition names another rule.</summary>
    private static List<string> ScopesOf(GrammarNode from, string rule, LinkedGrammar grammar)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var scopes = new List<string>();
        var pending = new Queue<string>(References(from));
        while (pending.Count > 0)
        {
            string name = pending.Dequeue();
            if (!seen.Add(name) || grammar.Find(name) is not { } found)
                continue;
            var references = found.Definitions.SelectMany(d => References(d.Definition)).ToList();
            if (references.Contains(rule, StringComparer.OrdinalIgnoreCase))
                scopes.Add(found.Name);
            references.ForEach(pending.Enqueue);
        }

        return scopes;
    }

    private static IEnumerable<string> References(GrammarNode node) => node switch
    {
        Concatenation c => c.Parts.SelectMany(References),
        Alternation a => a.Alternatives.SelectMany(References),
        Repetition r => References(r.Item),
        Guarded g => References(g.Item),
        Capture c => References(c.Item),
        RuleReference r => [r.Name],
        _ => [],
    };
}
