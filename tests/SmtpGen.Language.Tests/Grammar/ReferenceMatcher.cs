using System.Globalization;
using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Tests.Grammar;

/// <summary>
/// What a pattern means, without automata: walks the rules and keeps every way to read the input. Slow and plain, to compare
/// compiled patterns with.
/// </summary>
internal sealed class ReferenceMatcher(
    LinkedGrammar grammar, IReadOnlyList<Bound> bounds, IReadOnlyList<InnerCapture> innerCaptures, byte[] input)
{
    private readonly Dictionary<GrammarNode, Dictionary<Reading, HashSet<Reading>>> _known =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>All ways to read the whole input, each as its captures in the form <c>name=start-end;</c>, by name.</summary>
    public static IReadOnlyList<string> Readings(
        LinkedGrammar grammar,
        GrammarNode pattern,
        byte[] input,
        IReadOnlyList<Bound>? bounds = null,
        IReadOnlyList<InnerCapture>? innerCaptures = null)
    {
        var matcher = new ReferenceMatcher(grammar, bounds ?? [], innerCaptures ?? [], input);
        return matcher.Match(pattern, new Reading(0, "", ""), rule: null)
            .Where(reading => reading.Position == input.Length)
            .Select(reading => reading.Captures)
            .Distinct()
            .ToArray();
    }

    /// <summary>Captures in the form <see cref="Readings"/> gives them.</summary>
    public static string Format(IEnumerable<KeyValuePair<string, (int Start, int End)>> captures) =>
        string.Concat(captures.Select(item => $"{item.Key}={item.Value.Start}-{item.Value.End};"));

    private HashSet<Reading> Match(GrammarNode node, Reading start, string? rule)
    {
        if (!_known.TryGetValue(node, out var ends))
            _known.Add(node, ends = []);

        if (!ends.TryGetValue(start, out var readings))
            ends.Add(start, readings = FindMatches(node, start, rule));

        return readings;
    }

    private HashSet<Reading> FindMatches(GrammarNode node, Reading start, string? rule)
    {
        switch (node)
        {
            case Alternation alternation:
                return alternation.Alternatives.SelectMany(alternative => Match(alternative, start, rule)).ToHashSet();
            case Concatenation concatenation:
                HashSet<Reading> readings = [start];
                foreach (GrammarNode part in concatenation.Parts)
                    readings = Each(readings, part, rule);

                return readings;
            case Repetition repetition:
                return MatchRepetition(repetition, start, rule);
            case Capture capture:
                return Match(capture.Item, start, rule)
                    .Select(to => to with { Captures = WithCapture(to.Captures, capture.Name, start, to) })
                    .ToHashSet();
            case StringTerminal text:
                return MatchOctets(start, text.Text.Length, (i, octet) => text.IsCaseSensitive
                    ? octet == text.Text[i]
                    : char.ToLowerInvariant((char)octet) == char.ToLowerInvariant(text.Text[i]));
            case ByteRange range:
                return MatchOctets(start, 1, (_, octet) => octet >= range.First && octet <= range.Last);
            case ByteSequence sequence:
                return MatchOctets(start, sequence.Octets.Count, (i, octet) => octet == sequence.Octets[i]);
            case RuleReference reference:
                return MatchReference(reference.Name, start, rule);
            default:
                return [];
        }
    }

    private HashSet<Reading> Each(IEnumerable<Reading> readings, GrammarNode node, string? rule) =>
        readings.SelectMany(reading => Match(node, reading, rule)).ToHashSet();

    private HashSet<Reading> MatchRepetition(Repetition repetition, Reading start, string? rule)
    {
        HashSet<Reading> current = [start];
        HashSet<Reading> all = repetition.Min == 0 ? [start] : [];
        for (int i = 1; i <= (repetition.Max ?? int.MaxValue) && current.Count > 0; i++)
        {
            current = Each(current, repetition.Item, rule);
            if (i >= repetition.Min)
                all.UnionWith(current);
        }

        return all;
    }

    private HashSet<Reading> MatchOctets(Reading start, int length, Func<int, byte, bool> fits)
    {
        if (start.Position + length > input.Length)
            return [];

        return Enumerable.Range(0, length).All(i => fits(i, input[start.Position + i]))
            ? [start with { Position = start.Position + length }]
            : [];
    }

    private HashSet<Reading> MatchReference(string name, Reading start, string? scope)
    {
        if (grammar.IsExcluded(name))
            return [];

        HashSet<Reading> readings = [];
        foreach (AbnfRule definition in grammar.Find(name)!.Definitions)
            readings.UnionWith(Match(definition.Definition, start with { Counted = "" }, name));

        return readings
            .Where(to => bounds.All(bound => !Same(bound.Rule, name) || Measure(bound, start, to) <= bound.Max))
            .Select(to => to with { Counted = $"{start.Counted}{to.Counted}{name.ToUpperInvariant()};" })
            .Select(to => innerCaptures
                .Where(capture => Same(capture.ScopeRule, scope) && Same(capture.Rule, name))
                .Aggregate(to, (reading, capture) => reading with
                {
                    Captures = WithCapture(reading.Captures, capture.CaptureName, start, reading),
                }))
            .Select(to => bounds.Any(bound => bound.Kind == BoundKind.Count) ? to : to with { Counted = "" })
            .ToHashSet();
    }

    private long Measure(Bound bound, Reading start, Reading to) => bound.Kind switch
    {
        BoundKind.Octets => to.Position - start.Position,
        BoundKind.Value => input.AsSpan(start.Position, to.Position - start.Position)
            .ToArray()
            .Aggregate(0L, (value, octet) => (value * 10) + octet - '0'),
        _ => to.Counted.Split(';').Count(name => Same(name, bound.CountedRule)),
    };

    private static string WithCapture(string captures, string name, Reading start, Reading to)
    {
        var places = new SortedDictionary<string, (int, int)>(StringComparer.Ordinal);
        foreach (string item in captures.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = item.Split('=', '-');
            places[parts[0]] = (Number(parts[1]), Number(parts[2]));
        }

        places[name] = (start.Position, to.Position);
        return Format(places);
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static bool Same(string left, string? right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>A way to read the input so far.</summary>
    /// <param name="Position">Number of octets read.</param>
    /// <param name="Captures">The captures so far.</param>
    /// <param name="Counted">Names of the rules matched inside the rule that is being read.</param>
    private sealed record Reading(int Position, string Captures, string Counted);
}
