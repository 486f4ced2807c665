using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Binding;

/// <summary>Which octets an expression can match somewhere.</summary>
internal static class GrammarOctets
{
    /// <summary>Whether what the expression matches can hold an octet.</summary>
    public static bool CanHold(GrammarNode node, byte octet, LinkedGrammar grammar) =>
        CanHold(node, octet, grammar, new(StringComparer.OrdinalIgnoreCase));

    private static bool CanHold(GrammarNode node, byte octet, LinkedGrammar grammar, HashSet<string> seen) => node switch
    {
        Alternation a => a.Alternatives.Any(part => CanHold(part, octet, grammar, seen)),
        Concatenation c => c.Parts.Any(part => CanHold(part, octet, grammar, seen)),
        Repetition r => r.Max != 0 && CanHold(r.Item, octet, grammar, seen),
        Guarded g => CanHold(g.Item, octet, grammar, seen),
        Capture c => CanHold(c.Item, octet, grammar, seen),
        StringTerminal text => text.Text.Any(character => text.IsCaseSensitive ? character == octet : ByteSet.IgnoringCase(character).Contains(octet)),
        ByteRange range => octet >= range.First && octet <= range.Last,
        ByteSequence sequence => sequence.Octets.Contains(octet),
        RuleReference rule => !grammar.IsExcluded(rule.Name) && seen.Add(rule.Name) && grammar.Find(rule.Name) is { } found
            && found.Definitions.Any(definition => CanHold(definition.Definition, octet, grammar, seen)),
        _ => false,
    };
}
