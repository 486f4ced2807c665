using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Binding;

/// <summary>The shortest texts that a grammar allows with every option off, for what a client writes around what it is told.</summary>
internal sealed class ShortestText(LinkedGrammar grammar)
{
    private readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The shortest text that an expression matches without a rule in it; null where there is none.</summary>
    public string? Of(GrammarNode node, string? without = null) => node switch
    {
        Concatenation c => Join(c.Parts.Select(part => Of(part, without))),
        Alternation a => Shortest(a.Alternatives.Select(alternative => Of(alternative, without))),
        Repetition { Min: 0 } => "",
        Repetition r => Join(Enumerable.Repeat(r.Item, r.Min).Select(item => Of(item, without))),
        RuleReference rule => without is not null && Same(rule.Name, without)
            ? null
            : InRule(rule, definition => Of(definition, without), Shortest),
        StringTerminal text => text.Text,
        ByteRange range => ((char)range.First).ToString(),
        ByteSequence sequence => string.Concat(sequence.Octets.Select(octet => (char)octet)),
        Capture capture => Of(capture.Item, without),
        Guarded guarded => Of(guarded.Item, without) is "" ? "" : null,
        _ => null,
    };

    /// <summary>The shortest text before and behind a rule inside an expression; null where the rule is not in it.</summary>
    public (string Before, string Behind)? Around(GrammarNode node, string rule) => node switch
    {
        Concatenation c => Least(Enumerable.Range(0, c.Parts.Count).Select(at => Around(c, at, rule))),
        Alternation a => Least(a.Alternatives.Select(alternative => Around(alternative, rule))),
        Repetition r => Around(r.Item, rule),
        RuleReference reference when Same(reference.Name, rule) => ("", ""),
        RuleReference reference => InRule(reference, definition => Around(definition, rule), Least),
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

    // A rule inside itself makes nothing shorter.
    private T? InRule<T>(RuleReference reference, Func<GrammarNode, T?> of, Func<IEnumerable<T?>, T?> choose)
    {
        if (grammar.IsExcluded(reference.Name) || grammar.Find(reference.Name) is not { } rule || !_open.Add(rule.Name))
            return default;
        var found = choose(rule.Definitions.Where(definition => definition.Option < 0).Select(definition => of(definition.Definition)).ToList());
        _open.Remove(rule.Name);
        return found;
    }

    private static string? Join(IEnumerable<string?> parts)
    {
        var all = parts.ToList();
        return all.Contains(null) ? null : string.Concat(all);
    }

    private static string? Shortest(IEnumerable<string?> texts) => texts.Where(text => text is not null).OrderBy(text => text!.Length).FirstOrDefault();

    private static (string Before, string Behind)? Least(IEnumerable<(string Before, string Behind)?> places) =>
        places.Where(place => place is not null).OrderBy(place => place!.Value.Before.Length + place.Value.Behind.Length).FirstOrDefault();

    private static bool Same(string a, string b) => StringComparer.OrdinalIgnoreCase.Equals(a, b);
}
