using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <content>The rows of the server's table as expressions of the emitted code.</content>
internal sealed partial class ProtocolShape
{
    /// <summary>Number of a state; -1 for none.</summary>
    public string StateNumber(int state) => state < 0 ? "-1" : $"(int){Name}State.{State(state)}";

    /// <summary>Number of a reply; -1 for none.</summary>
    public string ReplyNumber(int reply) => reply < 0 ? "-1" : $"(int){Name}Reply.{Reply(reply)}";

    /// <summary>Number of a command.</summary>
    public string CommandNumber(int command) => $"(int){Name}Command.{Verb(command)}";

    /// <summary>Numbers of some commands.</summary>
    public IEnumerable<string> CommandNumbers(Func<CommandModel, bool> isMeant) =>
        Enumerable.Range(0, Model.Commands.Count).Where(i => isMeant(Model.Commands[i])).Select(CommandNumber);

    /// <summary>Number of an outcome; -1 for none.</summary>
    public string OutcomeNumber(int outcome) => outcome < 0 ? "-1" : $"(int){Name}Outcome.{_outcomes[outcome].Name}";

    /// <summary>Number of a decision.</summary>
    public string DecisionNumber(string decision) => $"(int){Name}Decision.{decision}";

    /// <summary>A mask of flags.</summary>
    public string Flags(uint mask)
    {
        var names = Enumerable.Range(0, Model.Flags.Count).Where(i => (mask & (1u << i)) != 0).Select(i => $"{Name}Flags.{Names.Pascal(Model.Flags[i].Name)}");
        return Mask("uint", names);
    }

    /// <summary>A mask of extensions.</summary>
    public string Extensions(IEnumerable<int> extensions) =>
        Mask("ulong", extensions.Select(i => $"{Name}Extensions.{Names.Extension(Model.Extensions[i].Keyword)}"));

    /// <summary>Whether a reply shows a part of some kind.</summary>
    public bool Shows(TextPartKind kind) => Model.Replies.Any(reply => reply.Lines.Any(line => line.Any(part => part.Kind == kind)));

    /// <summary>The states in which a body that comes in chunks stays open: those after a chunk that is not the last.</summary>
    public ISet<int> StatesWithOpenBody()
    {
        var states = new HashSet<int>();
        foreach (var entry in _outcomes.Where(entry => entry.ReadBody?.Chunk is not null))
        {
            if (entry.ReadBody!.Chunk!.More.Target is >= 0 and var target)
                states.Add(target);
            else
                states.UnionWith(Enumerable.Range(0, Model.States.Count).Where(state => Model.Commands[entry.Command].Cells[state] >= 0));
        }

        return states;
    }

    private static string Mask(string type, IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count switch
        {
            0 => "0",
            1 => $"({type}){all[0]}",
            _ => $"({type})({string.Join(" | ", all)})",
        };
    }
}
