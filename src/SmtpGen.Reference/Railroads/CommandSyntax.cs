using SmtpGen.Language;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Railroads;

/// <summary>How a command is written, as people read it.</summary>
/// <param name="Command">The verb and what may follow it.</param>
/// <param name="Rules">The rules that this leads to, the nearest first, each with its name as it was defined.</param>
internal sealed record CommandSyntax(GrammarNode Command, IReadOnlyList<(string Name, GrammarNode Definition)> Rules)
{
    private static readonly GrammarNode s_space = new RuleReference("SP", default);
    private static readonly LinkedGrammar s_core = LinkedGrammar.Link([]);

    public static CommandSyntax Of(Specification specification, ProtocolModel protocol, CommandModel command)
    {
        var grammar = specification.GrammarOf(protocol);
        var plain = new PlainSyntax(grammar.Rules);
        var whole = new Concatenation([new StringTerminal(command.Verb, false, default), .. Following(grammar.Find(command.Verb), plain)], default);
        return new CommandSyntax(whole, Reachable(whole, plain, grammar.Rules));
    }

    private static IEnumerable<GrammarNode> Following(CommandPattern? pattern, PlainSyntax plain)
    {
        // What may be left out leaves its space out, too.
        if (pattern?.Arguments is { } arguments && plain.Of(arguments) is { } written)
        {
            if (written is Repetition { Min: 0, Max: 1 } option)
                yield return option with { Item = Spaced(option.Item) };
            else
                yield return Spaced(written);
        }

        List<GrammarNode> parameters = [.. (pattern?.Parameters ?? []).Select(parameter => Parameter(parameter, plain))];
        if (parameters.Count > 0)
            yield return new Repetition(Spaced(parameters.Count == 1 ? parameters[0] : new Alternation([.. parameters], default)), 0, null, default);
    }

    private static Concatenation Spaced(GrammarNode node) => new([s_space, .. node is Concatenation c ? [.. c.Parts] : new[] { node }], default);

    private static GrammarNode Parameter(ParameterPattern parameter, PlainSyntax plain) => parameter.Value is { } value && plain.Of(value) is { } written
        ? new Concatenation([new StringTerminal(parameter.Keyword + "=", false, default), written], default)
        : new StringTerminal(parameter.Keyword, false, default);

    private static List<(string Name, GrammarNode Definition)> Reachable(GrammarNode from, PlainSyntax plain, LinkedGrammar grammar)
    {
        var rules = new List<(string Name, GrammarNode Definition)>();
        var known = new HashSet<string>(s_core.RuleNames, StringComparer.OrdinalIgnoreCase);
        Add(from);
        for (int i = 0; i < rules.Count; i++)
            Add(rules[i].Definition);
        return rules;

        void Add(GrammarNode node)
        {
            foreach (string name in References(node).Where(known.Add))
            {
                if (plain.OfRule(name) is { } definition)
                    rules.Add((grammar.Find(name)!.Name, definition));
            }
        }
    }

    private static IEnumerable<string> References(GrammarNode node) => node switch
    {
        Alternation a => a.Alternatives.SelectMany(References),
        Concatenation c => c.Parts.SelectMany(References),
        Repetition r => References(r.Item),
        RuleReference r => [r.Name],
        _ => [],
    };
}
