using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>The automata of a protocol, with the names that they have in emitted code.</summary>
internal sealed class GrammarList
{
    private readonly Dictionary<Automaton, int> _numbers = [];

    public GrammarList(ProtocolModel model)
    {
        Named = [.. Automata(model).GroupBy(item => item.Name).SelectMany(Distinct)];
        foreach (var (_, automaton) in Named)
        {
            if (!_numbers.ContainsKey(automaton))
                _numbers.Add(automaton, _numbers.Count);
        }
    }

    /// <summary>All of them, equal ones under each of their names.</summary>
    public IReadOnlyList<(string Name, Automaton Automaton)> Named { get; }

    /// <summary>The first names of those that differ; the index is the number in emitted code.</summary>
    public IEnumerable<string> Numbered => Named.GroupBy(item => _numbers[item.Automaton]).OrderBy(group => group.Key).Select(group => group.First().Name);

    /// <summary>Number of an automaton.</summary>
    public int NumberOf(Automaton automaton) => _numbers[automaton];

    /// <summary>The name that equal automata have together; null where there are none.</summary>
    public string? FirstNameOf(Automaton automaton) => Named.Where(item => item.Automaton.Equals(automaton)).Select(item => item.Name).FirstOrDefault();

    /// <summary>Name of the automaton over a parameter's value.</summary>
    public static string ParameterName(CommandModel command, ParameterModel parameter) =>
        Names.Pascal(command.Verb) + Names.Extension(parameter.Keyword) + Form(command, parameter);

    // A line that is asked for in several places is one automaton, unless it differs.
    private static IEnumerable<(string Name, Automaton Automaton)> Distinct(IGrouping<string, (string Name, Automaton Automaton)> same) =>
        same.Select(item => item.Automaton).Distinct().Select((automaton, i) => (i == 0 ? same.Key : $"{same.Key}_{i + 1}", automaton));

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
