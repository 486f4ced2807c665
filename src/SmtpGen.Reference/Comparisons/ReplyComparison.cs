using SmtpGen.Language.Model;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Reference.Comparisons;

/// <summary>What tells two groups of replies apart, in words.</summary>
/// <param name="Difference">The main difference.</param>
/// <param name="Expect">Which one to expect when.</param>
internal sealed record ReplyComparison(string Difference, string Expect)
{
    /// <summary>Compares two: by what is written of the pair, or otherwise by what the table says.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <param name="locale">The language.</param>
    /// <param name="name">How a group is called in a sentence.</param>
    public static ReplyComparison Of(ProtocolModel protocol, ReplyGroup left, ReplyGroup right, string locale, Func<ReplyGroup, string> name)
    {
        if (ConfusedPair.Find(protocol, left.Key, right.Key) is { } pair && pair.Texts.TryGetValue(locale, out var written))
            return written;
        var words = Wording.In(locale);
        return Of(GroupFacts.Of(protocol, left, name(left), words), GroupFacts.Of(protocol, right, name(right), words), ComparisonWording.In(locale), locale);
    }

    private static ReplyComparison Of(GroupFacts left, GroupFacts right, ComparisonWording words, string locale)
    {
        string[] difference =
        [
            .. left.Digit == right.Digit ? [words.BothSay(left.Digit)] : new[] { words.Says(left.Said, left.Digit), words.Says(right.Said, right.Digit) },
            .. (left.Ends, right.Ends) switch
            {
                (true, true) => [words.BothEnd],
                (true, false) => [words.Ends(left.Said, right.Said)],
                (false, true) => [words.Ends(right.Said, left.Said)],
                _ => Array.Empty<string>(),
            },
        ];
        var shared = left.Verbs.Intersect(right.Verbs).ToList();
        string[] expect = [.. Comes(left, words), .. Comes(right, words), .. shared.Count > 0 ? [words.Shared(shared)] : Array.Empty<string>()];
        // Japanese sentences stand without spaces between them.
        string space = locale == "ja" ? "" : " ";
        return new ReplyComparison(string.Join(space, difference), string.Join(space, expect));
    }

    private static IEnumerable<string> Comes(GroupFacts facts, ComparisonWording words)
    {
        if (facts.Verbs.Count > 0)
            yield return words.Answers(facts.Said, facts.Verbs, facts.IsEverywhere ? [] : facts.States);
        if (facts.Inputs.Count > 0)
            yield return words.AnswersInput(facts.Said, facts.Inputs, facts.Verbs.Count == 0);
        if (facts.Verbs.Count + facts.Inputs.Count == 0)
            yield return words.Never(facts.Said);
    }
}
