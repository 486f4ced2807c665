using SmtpGen.Language.Grammar;

namespace SmtpGen.Reference.Railroads;

/// <summary>A grammar as people read it: without captures, without what only an option makes legal, and without what the protocol excludes.</summary>
internal sealed class PlainSyntax(LinkedGrammar grammar)
{
    private static readonly GrammarNode s_empty = new Concatenation([], default);

    /// <summary>An expression; null: it matches nothing, or nothing but the empty text.</summary>
    public GrammarNode? Of(GrammarNode node) => Visit(node) is { } plain && !IsEmpty(plain) ? plain : null;

    /// <summary>The definition of a rule; null: there is none, or it matches nothing.</summary>
    public GrammarNode? OfRule(string name)
    {
        if (grammar.IsExcluded(name) || grammar.Find(name) is not { } rule)
            return null;
        List<GrammarNode> definitions = [.. rule.Definitions.Where(definition => definition.Option < 0).Select(definition => definition.Definition)];
        return definitions.Count == 0 ? null : Visit(new Alternation([.. definitions], default));
    }

    private GrammarNode? Visit(GrammarNode node) => node switch
    {
        Concatenation c => Sequence([.. c.Parts.Select(Visit)]),
        Alternation a => Choice([.. a.Alternatives.Where(way => way is not Guarded).Select(Visit).OfType<GrammarNode>()]),
        Repetition r when Visit(r.Item) is { } item => IsEmpty(item) ? s_empty : r with { Item = item },
        Repetition r => r.Min == 0 ? s_empty : null,
        Capture c => Visit(c.Item),
        Guarded => s_empty,
        RuleReference r => IsOpen(r.Name) ? r : null,
        _ => node,
    };

    private bool IsOpen(string rule) =>
        !grammar.IsExcluded(rule) && (grammar.Find(rule) is not { } linked || linked.Definitions.Any(definition => definition.Option < 0));

    private static GrammarNode? Sequence(List<GrammarNode?> parts)
    {
        if (parts.Contains(null))
            return null;
        List<GrammarNode> plain = [.. parts.OfType<GrammarNode>().SelectMany(part => part is Concatenation inner ? [.. inner.Parts] : new[] { part })];
        return plain.Count == 1 ? plain[0] : new Concatenation([.. plain], default);
    }

    private static GrammarNode? Choice(List<GrammarNode> ways)
    {
        List<GrammarNode> plain = [.. ways.SelectMany(way => way is Alternation inner ? [.. inner.Alternatives] : new[] { way })];
        return plain.Count switch
        {
            0 => null,
            1 => plain[0],
            _ => new Alternation([.. plain], default),
        };
    }

    private static bool IsEmpty(GrammarNode node) => node is Concatenation { Parts.Count: 0 };
}
