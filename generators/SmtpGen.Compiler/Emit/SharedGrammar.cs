using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Emit;

/// <summary>An automaton of a protocol that another protocol of the same assembly has, too, and that is emitted there.</summary>
/// <param name="Automaton">The automaton.</param>
/// <param name="Protocol">Name of the other protocol.</param>
/// <param name="Name">What it is called there.</param>
public sealed record SharedGrammar(PackedAutomaton Automaton, string Protocol, string Name)
{
    /// <summary>
    /// For each protocol, by its name, what it shares. The first one that has an automaton emits it: protocols before those that extend them,
    /// then in the order of their names.
    /// </summary>
    /// <param name="protocols">The protocols that are compiled together; those of a referenced assembly share nothing.</param>
    public static IReadOnlyDictionary<string, EquatableArray<SharedGrammar>> Of(IEnumerable<ProtocolModel> protocols)
    {
        var shared = new Dictionary<string, EquatableArray<SharedGrammar>>(StringComparer.Ordinal);
        var homes = new Dictionary<PackedAutomaton, SharedGrammar>();
        var compiledHere = protocols.Where(protocol => protocol.CompiledInto is null);
        foreach (var protocol in compiledHere.OrderBy(Depth).ThenBy(protocol => protocol.Name, StringComparer.Ordinal))
        {
            var grammars = new GrammarList(protocol);
            shared[protocol.Name] = grammars.Distinct.Where(homes.ContainsKey).Select(automaton => homes[automaton]).ToEquatableArray();
            foreach (var automaton in grammars.Distinct.Where(automaton => !homes.ContainsKey(automaton)))
                homes.Add(automaton, new SharedGrammar(automaton, protocol.Name, grammars.FirstNameOf(automaton)));
        }

        return shared;
    }

    private static int Depth(ProtocolModel protocol) => protocol.Base is null ? 0 : Depth(protocol.Base) + 1;
}
