using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>The automata of a protocol, with the names that they have in emitted code.</summary>
internal sealed class GrammarList
{
    private readonly Dictionary<PackedAutomaton, int> _numbers = [];
    private readonly Dictionary<PackedAutomaton, string> _names = [];

    public GrammarList(ProtocolModel model)
    {
        Named = [.. Automata(model).GroupBy(item => item.Name).SelectMany(Differing)];
        foreach (var (name, automaton) in Named)
        {
            if (_numbers.ContainsKey(automaton))
                continue;
            _numbers.Add(automaton, _numbers.Count);
            _names.Add(automaton, name);
        }
    }

    /// <summary>All of them, equal ones under each of their names.</summary>
    public IReadOnlyList<(string Name, PackedAutomaton Automaton)> Named { get; }

    /// <summary>The first names of those that differ; the index is the number in emitted code.</summary>
    public IEnumerable<string> Numbered => Distinct.Select(FirstNameOf);

    /// <summary>Number of an automaton.</summary>
    public int NumberOf(Automaton automaton) => _numbers[PackedAutomaton.Of(automaton)];

    /// <summary>Those that differ, in the order of their numbers.</summary>
    public IEnumerable<PackedAutomaton> Distinct => _numbers.OrderBy(item => item.Value).Select(item => item.Key);

    /// <summary>The name that equal automata have together.</summary>
    public string FirstNameOf(PackedAutomaton automaton) => _names[automaton];

    /// <summary>Name of the automaton over a parameter's value.</summary>
    public static string ParameterName(CommandModel command, ParameterModel parameter) =>
        Names.Pascal(command.Verb) + Names.Extension(parameter.Keyword) + Form(command, parameter);

    // A line that is asked for in several places is one automaton, unless it differs.
    private static IEnumerable<(string Name, PackedAutomaton Automaton)> Differing(IGrouping<string, (string Name, Automaton Automaton)> same) =>
        same.Select(item => PackedAutomaton.Of(item.Automaton)).Distinct().Select((automaton, i) => (i == 0 ? same.Key : $"{same.Key}_{i + 1}", automaton));

    // The second form of a parameter has a number.
    private static string Form(CommandModel command, ParameterModel parameter)
    {
        int earlier = command.Parameters.TakeWhile(p => !ReferenceEquals(p, parameter)).Count(p => p.Keyword == parameter.Keyword);
        return earlier == 0 ? "" : (earlier + 1).ToString();
    }

    private static IEnumerable<(string Name, Automaton Automaton)> Automata(ProtocolModel model)
    {
        if (model.Prefix is { } prefix)
            yield return ("Prefix", prefix.Pattern);
        foreach (var command in model.Commands)
        {
            if (command.Arguments is not null)
                yield return (Names.Pascal(command.Verb), command.Arguments);
            foreach (var parameter in command.Parameters)
            {
                if (parameter.Value is not null)
                    yield return (ParameterName(command, parameter), parameter.Value);
            }

            foreach (var line in command.Lines)
                yield return (Names.Pascal(command.Verb) + Names.Pascal(line.Capture), line.Line);
        }
    }
}
