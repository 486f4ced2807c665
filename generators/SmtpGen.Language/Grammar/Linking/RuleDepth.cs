namespace SmtpGen.Language.Grammar;

/// <summary>Finds rules that lead through so many others, one inside another, that nobody could follow them.</summary>
internal sealed class RuleDepth
{
    /// <summary>Most expressions inside each other, through all rules.</summary>
    public const int Max = 512;

    private readonly IReadOnlyDictionary<string, LinkedRule> _rules;
    private readonly Dictionary<string, int> _depths = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<LinkedRule> _beyond = [];

    private RuleDepth(IReadOnlyDictionary<string, LinkedRule> rules) => _rules = rules;

    /// <summary>The rules beyond the depth. What leads to one of them is measured as if it ended there.</summary>
    /// <param name="rules">The rules by name.</param>
    public static IReadOnlyList<LinkedRule> Beyond(IReadOnlyDictionary<string, LinkedRule> rules)
    {
        var depth = new RuleDepth(rules);
        foreach (string name in rules.Keys)
            depth.Measure(name);
        return depth._beyond;
    }

    // Without recursion: what is looked for are rules that recursion could not follow.
    private void Measure(string first)
    {
        var open = new Stack<string>([first]);
        var entered = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (open.Count > 0)
        {
            string name = open.Peek();
            if (_depths.ContainsKey(name))
            {
                open.Pop();
                continue;
            }

            var references = _rules[name].Definitions.SelectMany(rule => References(rule.Definition, 1)).Where(r => _rules.ContainsKey(r.Rule)).ToList();
            if (entered.Add(name))
            {
                // A rule that contains itself is reported elsewhere, and counts as if it ended there.
                foreach (var (rule, _) in references.Where(r => !_depths.ContainsKey(r.Rule) && !entered.Contains(r.Rule)))
                    open.Push(rule);
            }
            else
            {
                open.Pop();
                int deepest = references.Select(r => r.Depth + (_depths.TryGetValue(r.Rule, out int inner) ? inner : 0)).DefaultIfEmpty(1).Max();
                if (deepest > Max)
                    _beyond.Add(_rules[name]);
                _depths.Add(name, deepest > Max ? 1 : deepest);
            }
        }
    }

    private static IEnumerable<(string Rule, int Depth)> References(GrammarNode node, int depth) => node switch
    {
        Alternation a => a.Alternatives.SelectMany(inner => References(inner, depth + 1)),
        Concatenation c => c.Parts.SelectMany(inner => References(inner, depth + 1)),
        Repetition r => References(r.Item, depth + 1),
        RuleReference r => [(r.Name, depth)],
        _ => [],
    };
}
