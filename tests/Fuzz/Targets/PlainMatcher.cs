using SmtpGen.Language.Grammar;

namespace SmtpGen.Fuzz.Targets;

/// <summary>What rules match, without automata: from each place all places where an expression may end.</summary>
/// <param name="grammar">The rules.</param>
/// <param name="text">The octets.</param>
internal sealed class PlainMatcher(LinkedGrammar grammar, byte[] text)
{
    private readonly Dictionary<(GrammarNode Node, int Start), HashSet<int>> _ends = new(new NodeAndPlace());

    /// <summary>Whether the whole text is matched.</summary>
    public bool Matches(GrammarNode pattern) => Ends(pattern, 0).Contains(text.Length);

    private HashSet<int> Ends(GrammarNode node, int start)
    {
        if (!_ends.TryGetValue((node, start), out var ends))
            _ends[(node, start)] = ends = Find(node, start);
        return ends;
    }

    private HashSet<int> Find(GrammarNode node, int start) => node switch
    {
        Alternation any => [.. any.Alternatives.SelectMany(one => Ends(one, start))],
        Concatenation all => all.Parts.Aggregate(new HashSet<int> { start }, After),
        Repetition many => Repeat(many, start),
        Capture capture => Ends(capture.Item, start),
        RuleReference rule => grammar.IsExcluded(rule.Name) ? [] : [.. grammar.Find(rule.Name)!.Definitions.SelectMany(one => Ends(one.Definition, start))],
        StringTerminal word => Octets(start, word.Text.Length, (i, octet) =>
            octet == word.Text[i] || (!word.IsCaseSensitive && char.ToLowerInvariant((char)octet) == char.ToLowerInvariant(word.Text[i]))),
        ByteRange range => Octets(start, 1, (_, octet) => octet >= range.First && octet <= range.Last),
        ByteSequence octets => Octets(start, octets.Octets.Count, (i, octet) => octet == octets.Octets[i]),
        _ => [],
    };

    private HashSet<int> After(HashSet<int> starts, GrammarNode node) => [.. starts.SelectMany(start => Ends(node, start))];

    // Once the places no longer change, further repetitions add none.
    private HashSet<int> Repeat(Repetition many, int start)
    {
        HashSet<int> now = [start];
        HashSet<int> all = many.Min == 0 ? [start] : [];
        for (int times = 1; times <= (many.Max ?? int.MaxValue) && now.Count > 0; times++)
        {
            var next = After(now, many.Item);
            bool isSame = next.SetEquals(now);
            now = next;
            int known = all.Count;
            if (times >= many.Min || isSame)
                all.UnionWith(now);
            if (isSame || (times > many.Min && all.Count == known))
                break;
        }

        return all;
    }

    private HashSet<int> Octets(int start, int length, Func<int, byte, bool> fits) =>
        start + length <= text.Length && Enumerable.Range(0, length).All(i => fits(i, text[start + i])) ? [start + length] : [];

    // Equal expressions in two places are two.
    private sealed class NodeAndPlace : IEqualityComparer<(GrammarNode Node, int Start)>
    {
        public bool Equals((GrammarNode Node, int Start) x, (GrammarNode Node, int Start) y) => ReferenceEquals(x.Node, y.Node) && x.Start == y.Start;

        public int GetHashCode((GrammarNode Node, int Start) place) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(place.Node), place.Start);
    }
}
