using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Captures that are read as numbers, which must match digits and nothing else: what is read of other octets is not a number.</summary>
internal static class NumberCaptures
{
    public static void Check(
        GrammarNode pattern, IReadOnlyDictionary<string, CaptureAnnotation> annotations, LinkedGrammar grammar, Report report)
    {
        foreach (var captures in PatternViews.CapturedIn(pattern, annotations).GroupBy(capture => capture.Name))
        {
            if (annotations.TryGetValue(captures.Key, out var annotation) && annotation.As.FirstOrDefault(a => a.Text == "u64") is { } number
                && captures.Any(capture => !IsDigits(capture.Item, grammar, []) || CanBeEmpty(capture.Item, grammar, new(StringComparer.OrdinalIgnoreCase))))
            {
                report.Add(GrammarRules.NoNumber, number,
                    $"'{captures.Key}' can match other than digits, or nothing, which is not a number; write 'as u64' only after digits, such as 1*20DIGIT.");
            }
        }
    }

    private static bool IsDigits(GrammarNode node, LinkedGrammar grammar, HashSet<string> seen) => node switch
    {
        Alternation a => a.Alternatives.All(part => IsDigits(part, grammar, seen)),
        Concatenation c => c.Parts.All(part => IsDigits(part, grammar, seen)),
        Repetition r => r.Max == 0 || IsDigits(r.Item, grammar, seen),
        Capture c => IsDigits(c.Item, grammar, seen),
        StringTerminal s => s.Text.All(IsDigit),
        ByteRange b => IsDigit((char)b.First) && IsDigit((char)b.Last),
        ByteSequence b => b.Octets.All(octet => IsDigit((char)octet)),
        RuleReference r => Definitions(r, grammar, seen).All(definition => IsDigits(definition, grammar, seen)),
        _ => true,
    };

    // A rule is looked at once; while it is, and wherever it contains itself, it is not empty.
    private static bool CanBeEmpty(GrammarNode node, LinkedGrammar grammar, Dictionary<string, bool> seen) => node switch
    {
        Alternation a => a.Alternatives.Any(part => CanBeEmpty(part, grammar, seen)),
        Concatenation c => c.Parts.All(part => CanBeEmpty(part, grammar, seen)),
        Repetition r => r.Min == 0 || CanBeEmpty(r.Item, grammar, seen),
        Capture c => CanBeEmpty(c.Item, grammar, seen),
        StringTerminal s => s.Text.Length == 0,
        RuleReference r => seen.TryGetValue(r.Name, out bool known) ? known : CanRuleBeEmpty(r, grammar, seen),
        _ => false,
    };

    private static bool CanRuleBeEmpty(RuleReference rule, LinkedGrammar grammar, Dictionary<string, bool> seen)
    {
        seen[rule.Name] = false;
        return seen[rule.Name] = Definitions(rule, grammar, []).Any(definition => CanBeEmpty(definition, grammar, seen));
    }

    // A rule that is missing, was taken out, or contains itself is another finding, or none.
    private static IEnumerable<GrammarNode> Definitions(RuleReference reference, LinkedGrammar grammar, HashSet<string> seen) =>
        grammar.IsExcluded(reference.Name) || !seen.Add(reference.Name) || grammar.Find(reference.Name) is not { } rule
            ? []
            : rule.Definitions.Select(definition => definition.Definition);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
