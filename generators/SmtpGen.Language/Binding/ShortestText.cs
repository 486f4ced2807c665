using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Binding;

/// <summary>The shortest texts that a grammar allows with every option off, for what a client writes around what it is told.</summary>
internal sealed class ShortestText(LinkedGrammar grammar)
{
    // No command line is longer, and a grammar of a few lines can ask for more than fits into memory.
    private const int MaxLength = 1 << 16;

    private readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Rule, string? Without), string?> _texts = [];
    private readonly Dictionary<(string Rule, string Inner), (string Before, string Behind)?> _places = [];

    /// <summary>The shortest text that an expression matches without a rule in it; null where there is none.</summary>
    public string? Of(GrammarNode node, string? without = null) => node switch
    {
        Concatenation c => Join(c.Parts.Select(part => Of(part, without))),
        Alternation a => Shortest(a.Alternatives.Select(alternative => Of(alternative, without))),
        Repetition { Min: 0 } => "",
        Repetition r => Repeat(Of(r.Item, without), r.Min),
        RuleReference rule => without is not null && Same(rule.Name, without)
            ? null
            : InRule(rule, _texts, (Key(rule), without), definition => Of(definition, without), Shortest),
        StringTerminal text => text.Text,
        ByteRange range => ((char)range.First).ToString(),
        ByteSequence sequence => string.Concat(sequence.Octets.Select(octet => (char)octet)),
        Capture capture => Of(capture.Item, without),
        Guarded guarded => Of(guarded.Item, without) is "" ? "" : null,
        _ => null,
    };

    /// <summary>The shortest text before and after a rule inside an expression; null where the rule is not in it.</summary>
    public (string Before, string Behind)? Around(GrammarNode node, string rule) => node switch
    {
        Concatenation c => Least(Enumerable.Range(0, c.Parts.Count).Select(at => Around(c, at, rule))),
        Alternation a => Least(a.Alternatives.Select(alternative => Around(alternative, rule))),
        Repetition r => Around(r.Item, rule),
        RuleReference reference when Same(reference.Name, rule) => ("", ""),
        RuleReference reference => InRule(reference, _places, (Key(reference), rule), definition => Around(definition, rule), Least),
        Capture capture => Around(capture.Item, rule),
        _ => null,
    };

    private (string Before, string Behind)? Around(Concatenation sequence, int at, string rule)
    {
        if (Around(sequence.Parts[at], rule) is not { } inner)
            return null;
        string? before = Join(sequence.Parts.Take(at).Select(part => Of(part)));
        string? behind = Join(sequence.Parts.Skip(at + 1).Select(part => Of(part)));
        return before is null || behind is null ? null : (before + inner.Before, inner.Behind + behind);
    }

    // A rule inside itself makes nothing shorter. Each rule is looked at once.
    private T? InRule<TKey, T>(RuleReference reference, Dictionary<TKey, T?> known, TKey key, Func<GrammarNode, T?> of, Func<IEnumerable<T?>, T?> choose)
        where TKey : notnull
    {
        if (known.TryGetValue(key, out var before))
            return before;
        // What counted octets say nobody knows.
        if (grammar.IsExcluded(reference.Name) || grammar.Find(reference.Name) is not { } rule
            || rule.Definitions[0].Source == CoreRules.Counted.Source || !_open.Add(rule.Name))
            return default;
        var found = choose(rule.Definitions.Where(definition => definition.Option < 0).Select(definition => of(definition.Definition)).ToList());
        _open.Remove(rule.Name);
        return known[key] = found;
    }

    private static string Key(RuleReference rule) => rule.Name.ToUpperInvariant();

    private static string? Join(IEnumerable<string?> parts)
    {
        var all = parts.ToList();
        return all.Contains(null) || all.Sum(part => (long)part!.Length) > MaxLength ? null : string.Concat(all);
    }

    private static string? Repeat(string? text, int times) =>
        text is null || (long)text.Length * times > MaxLength ? null : string.Concat(Enumerable.Repeat(text, times));

    private static string? Shortest(IEnumerable<string?> texts) => texts.Where(text => text is not null).OrderBy(text => text!.Length).FirstOrDefault();

    private static (string Before, string Behind)? Least(IEnumerable<(string Before, string Behind)?> places) =>
        places.Where(place => place is not null).OrderBy(place => place!.Value.Before.Length + place.Value.Behind.Length).FirstOrDefault();

    private static bool Same(string a, string b) => StringComparer.OrdinalIgnoreCase.Equals(a, b);
}
