using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Captures that one input can match several times, of which only the last would be kept.</summary>
internal static class RepeatedCaptures
{
    public static void Check(GrammarNode pattern, Name at, Report report)
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var capture in In(pattern, []).Where(capture => reported.Add(capture.Name)))
        {
            report.Add(GrammarRules.AmbiguousCapture, new Name(capture.Name, capture.NameSpan, at.Source),
                $"One input can match '{capture.Name}' several times, and only the last would be kept; write ({capture.Name}: list of RULE) to capture all of them, or give each a name of its own.");
        }
    }

    // What an expression captures again after the captures before it; those before grow by what it captures.
    private static IEnumerable<Capture> In(GrammarNode node, HashSet<string> before)
    {
        switch (node)
        {
            case Concatenation sequence:
                return sequence.Parts.SelectMany(part => In(part, before)).ToList();
            case Alternation choice:
                var entered = new HashSet<string>(before);
                var found = new List<Capture>();
                foreach (var alternative in choice.Alternatives)
                {
                    var own = new HashSet<string>(entered);
                    found.AddRange(In(alternative, own));
                    before.UnionWith(own);
                }

                return found;
            case Repetition repetition:
                var inside = In(repetition.Item, before).ToList();
                return repetition.Max is 0 or 1 ? inside : inside.Concat(PatternViews.CaptureNodes(repetition.Item));
            case Guarded guarded:
                return In(guarded.Item, before);
            case Capture capture:
                bool isAgain = !before.Add(capture.Name);
                var inner = In(capture.Item, before).ToList();
                return isAgain ? inner.Prepend(capture) : inner;
            default:
                return [];
        }
    }
}
