using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <content>What is asked of a session, as expressions of the emitted code.</content>
internal sealed partial class ProtocolShape
{
    /// <summary>A mask of flags as an expression.</summary>
    public string Flags(uint mask)
    {
        var names = new List<string>();
        for (int i = 0; i < Model.Flags.Count; i++)
        {
            if ((mask & (1u << i)) != 0)
                names.Add($"{Name}Flags.{Names.Pascal(Model.Flags[i].Name)}");
        }

        return names.Count == 0 ? $"{Name}Flags.None" : string.Join(" | ", names);
    }

    /// <summary>A mask of flags as an operand of another operator.</summary>
    public string FlagsOperand(uint mask) => (mask & (mask - 1)) == 0 ? Flags(mask) : $"({Flags(mask)})";

    /// <summary>Whether flags are set and clear, as an expression; empty where nothing is asked.</summary>
    public string FlagTest(uint set, uint clear)
    {
        var tests = new List<string>();
        if (set != 0)
            tests.Add($"(Flags & {FlagsOperand(set)}) == {FlagsOperand(set)}");
        if (clear != 0)
            tests.Add($"(Flags & {FlagsOperand(clear)}) == {Name}Flags.None");
        return string.Join(" && ", tests);
    }

    /// <summary>Whether some flag is not as it should be, as an expression.</summary>
    public string FlagsDiffer(uint set, uint clear)
    {
        var tests = new List<string>();
        if (set != 0)
            tests.Add($"(Flags & {FlagsOperand(set)}) != {FlagsOperand(set)}");
        if (clear != 0)
            tests.Add($"(Flags & {FlagsOperand(clear)}) != {Name}Flags.None");
        return string.Join(" || ", tests);
    }

    /// <summary>The options that are on, as a further argument of a match; nothing where the grammar has none.</summary>
    public static string Switches(Automaton automaton) => automaton.Guards == 0 ? "" : ", Options.Switches";

    /// <summary>Whether an option is on, as an expression.</summary>
    public string IsOptionOn(int option) => $"Options.{Names.Pascal(Model.Options[option].Name)}";

    /// <summary>Whether an extension is announced now, as an expression.</summary>
    public string Offers(int extension) => "Offers" + Names.Extension(Model.Extensions[extension].Keyword);

    /// <summary>Whether the parameters of an extension are taken now, as an expression.</summary>
    public string Takes(int extension) => "Takes" + Names.Extension(Model.Extensions[extension].Keyword);

    /// <summary>Whether an extension is switched on, and all that it needs, and the connection can do it, as an expression.</summary>
    public string IsOn(int extension) =>
        Switches(extension, isOn: true) + (WithNeeded(extension).Any(Upgrades) ? " && CanSecure" : "");

    /// <summary>Whether an extension is switched off, or one that it needs, or the connection cannot do it, as an expression.</summary>
    public string IsOff(int extension) =>
        Switches(extension, isOn: false) + (WithNeeded(extension).Any(Upgrades) ? " || !CanSecure" : "");

    /// <summary>Whether a command encrypts the connection.</summary>
    public static bool Upgrades(CommandModel command) =>
        command.Rules.SelectMany(rule => rule.Outcomes).Any(outcome => outcome.Then is UpgradeModel);

    /// <summary>The states of a group, as expressions.</summary>
    public IEnumerable<string> Group(int group) => Model.Groups[group].Members.Select(state => $"{Name}State.{State(state)}");

    /// <summary>The states in which a session ends, as a pattern; null: there are none.</summary>
    public string? FinalPattern
    {
        get
        {
            var final = Model.States.Where(state => state.IsFinal).Select(state => $"{Name}State.{Names.Pascal(state.Name)}").ToList();
            return final.Count == 0 ? null : string.Join(" or ", final);
        }
    }

    /// <summary>The statement that writes a reply, without its end.</summary>
    public string WriteReply(int reply) => $"WriteReply({Name}Reply.{Reply(reply)}, null)";

    /// <summary>The statement that refuses a command by the table alone, without its end: some of such answers are counted.</summary>
    public string Deny(int reply) => CountsReply(reply) ? $"Deny({Name}Reply.{Reply(reply)})" : WriteReply(reply);

    /// <summary>A test whether something is none of some constants.</summary>
    public static string IsNot(string operand, IEnumerable<string> constants)
    {
        var all = constants.ToList();
        return all.Count == 1 ? $"{operand} != {all[0]}" : $"{operand} is not ({string.Join(" or ", all)})";
    }

    private bool Upgrades(int extension) => Model.Commands.Any(command => command.Extension == extension && Upgrades(command));

    private string Switches(int extension, bool isOn)
    {
        var names = WithNeeded(extension).Select(i => $"{Name}Extensions.{Names.Extension(Model.Extensions[i].Keyword)}").ToList();
        return names.Count == 1
            ? $"(Options.Extensions & {names[0]}) {(isOn ? "!=" : "==")} 0"
            : $"(Options.Extensions & ({string.Join(" | ", names)})) {(isOn ? "==" : "!=")} ({string.Join(" | ", names)})";
    }
}
