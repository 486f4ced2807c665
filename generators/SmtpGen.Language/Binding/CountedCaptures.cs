using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Captures of counted octets. A handler gets them where a capture is one DATA or none; among others they would be lost.</summary>
internal static class CountedCaptures
{
    private const byte Mark = (byte)'\n';

    public static void Check(
        GrammarNode pattern, IReadOnlyDictionary<string, CaptureAnnotation> annotations, LinkedGrammar grammar, Name at, Report report)
    {
        if (grammar.Find("DATA") is null)
            return;
        foreach (var capture in PatternViews.CaptureNodes(pattern))
        {
            var item = capture is { Separator: not null, Item: Concatenation { Parts: [var element, ..] } } ? element
                : PatternViews.CapturedIn(capture, annotations).First().Item;
            if (!IsAlone(item, grammar, new(StringComparer.OrdinalIgnoreCase)))
            {
                report.Add(BindingRules.BadValue, new Name(capture.Name, capture.NameSpan, at.Source),
                    $"'{capture.Name}' can hold DATA among other octets, and a handler gets counted octets only by themselves; capture DATA alone, or a list of elements that are DATA or hold none.");
            }
        }
    }

    // Whether what is matched is DATA and nothing else, or holds none.
    private static bool IsAlone(GrammarNode node, LinkedGrammar grammar, HashSet<string> seen) => node switch
    {
        _ when !GrammarOctets.CanHold(node, Mark, grammar) => true,
        Alternation a => a.Alternatives.All(part => IsAlone(part, grammar, seen)),
        Repetition { Max: 1 } r => IsAlone(r.Item, grammar, seen),
        Guarded g => IsAlone(g.Item, grammar, seen),
        Capture c => IsAlone(c.Item, grammar, seen),
        RuleReference r when grammar.Find(r.Name) is { } rule => rule.Definitions.All(definition => definition.Source == CoreRules.Counted.Source)
            || !seen.Add(r.Name) || rule.Definitions.All(definition => IsAlone(definition.Definition, grammar, seen)),
        _ => false,
    };
}
