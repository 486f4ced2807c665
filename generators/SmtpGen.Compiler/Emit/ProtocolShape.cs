using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Emit;

/// <summary>What several emitted files have to agree on: names, numbers of outcomes, points of decision.</summary>
internal sealed class ProtocolShape
{
    private readonly Dictionary<RuleModel, int> _firstOutcomes = new(ReferenceComparer.Instance);
    private readonly List<OutcomeEntry> _outcomes = [];
    private readonly List<DecisionPoint> _decisions = [];
    private readonly List<BodyEntry> _bodies = [];
    private readonly Dictionary<int, int> _badArguments = [];
    private readonly Dictionary<OtherwiseInput, int> _otherwise = [];
    private readonly List<TallyEntry> _tallies = [];
    private readonly int _answers;

    public ProtocolShape(ProtocolModel model)
    {
        Model = model;
        Name = Names.Pascal(model.Name);
        AddRule(model.Connect, -1, "Connect");
        foreach (var body in model.Bodies)
            AddBody(body);
        for (int i = 0; i < model.Commands.Count; i++)
            AddCommand(model.Commands[i], i);
        _answers = _outcomes.Count;
        foreach (var row in model.Otherwise)
            _otherwise[row.Input] = Add(new OutcomeModel(row.Reply, row.Target, 0, 0, null), -1, "");
        if (model.Foreign is { } foreign)
            Foreign = Add(new OutcomeModel(foreign.Reply, foreign.Target, 0, 0, null), -1, "");
        foreach (var tally in model.Tallies)
            _tallies.Add(new TallyEntry(tally, Add(new OutcomeModel(tally.Reply, tally.Target, 0, 0, null), -1, "")));
    }

    public ProtocolModel Model { get; }

    public string Name { get; }

    /// <summary>Outcome of input of other protocols; -1: none.</summary>
    public int Foreign { get; } = -1;

    /// <summary>All outcomes of all rules; the index is the number in emitted code.</summary>
    public IReadOnlyList<OutcomeEntry> Outcomes => _outcomes;

    /// <summary>All bodies.</summary>
    public IReadOnlyList<BodyEntry> Bodies => _bodies;

    /// <summary>Whether a reply is missing from some outcome.</summary>
    public bool HasSilence => _outcomes.Any(entry => entry.Outcome.Reply < 0);

    /// <summary>Whether the connection may be encrypted in the middle of a session.</summary>
    public bool HasUpgrade => _outcomes.Any(entry => entry.Outcome.Then is UpgradeModel);

    /// <summary>Where a handler chooses, Connect first; one for a command.</summary>
    public IReadOnlyList<DecisionPoint> Decisions => _decisions;

    public IEnumerable<KeyValuePair<OtherwiseInput, int>> Otherwise => _otherwise;

    /// <summary>What is given only so often.</summary>
    public IReadOnlyList<TallyEntry> Tallies => _tallies;

    /// <summary>The outcomes that answer some commands, or say some replies; what answers no legal command is none of them.</summary>
    public IEnumerable<int> AnswersOf(EquatableArray<int> commands, EquatableArray<int> replies) =>
        Enumerable.Range(0, _answers).Where(i => replies.Contains(_outcomes[i].Outcome.Reply)
            || (commands.Contains(_outcomes[i].Command) && !_badArguments.ContainsValue(i)));

    public string Verb(int command) => Names.Pascal(Model.Commands[command].Verb);

    public string Reply(int reply) => reply < 0 ? "(nothing)" : Names.Pascal(Model.Replies[reply].Name);

    public string State(int state) => Names.Pascal(Model.States[state].Name);

    public int FirstOutcome(RuleModel rule) => _firstOutcomes[rule];

    /// <summary>Index of the reply with which a handler ends the session; -1: it cannot.</summary>
    public int ClosingReply
    {
        get
        {
            foreach (var row in Model.Otherwise)
            {
                if (row.Input == OtherwiseInput.HandlerCloses)
                    return row.Reply;
            }

            return -1;
        }
    }

    /// <summary>Whether a command carries anything for a handler to decide on.</summary>
    public bool HasArguments(int command) =>
        command >= 0 && Model.Commands[command].Decision is not null && ArgumentList.Of(Model, command).Count > 0;

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

    /// <summary>Whether an extension is announced now, as an expression.</summary>
    public string Offers(int extension) => "Offers" + Names.Extension(Model.Extensions[extension].Keyword);

    /// <summary>Whether the parameters of an extension are taken now, as an expression.</summary>
    public string Takes(int extension) => "Takes" + Names.Extension(Model.Extensions[extension].Keyword);

    /// <summary>Whether an extension is switched on, as an expression.</summary>
    public string IsOn(int extension) => Switch(extension) + " != 0";

    /// <summary>Whether an extension is switched off, as an expression.</summary>
    public string IsOff(int extension) => Switch(extension) + " == 0";

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

    /// <summary>Outcome of arguments of a command that the grammar does not match; -1: that of <c>otherwise</c>.</summary>
    public int BadArguments(int command) => _badArguments.TryGetValue(command, out int outcome) ? outcome : -1;

    /// <summary>The states of a group, as expressions.</summary>
    public IEnumerable<string> Group(int group) => Model.Groups[group].Members.Select(state => $"{Name}State.{State(state)}");

    /// <summary>A test whether something is none of some constants.</summary>
    public static string IsNot(string operand, IEnumerable<string> constants)
    {
        var all = constants.ToList();
        return all.Count == 1 ? $"{operand} != {all[0]}" : $"{operand} is not ({string.Join(" or ", all)})";
    }

    private string Switch(int extension) => $"(Options.Extensions & {Name}Extensions.{Names.Extension(Model.Extensions[extension].Keyword)})";

    private void AddCommand(CommandModel command, int index)
    {
        foreach (var rule in command.Rules)
            AddRule(rule, index, Names.Pascal(command.Verb));
        if (command.BadArguments is { } bad)
            _badArguments[index] = Add(bad, index, "");
    }

    private void AddRule(RuleModel rule, int command, string name)
    {
        if (_firstOutcomes.ContainsKey(rule))
            return;
        if (rule.IsDecision && !_decisions.Any(point => point.Name == name))
            _decisions.Add(new DecisionPoint(name, name + "Result", rule, command, null, null));
        _firstOutcomes[rule] = _outcomes.Count;
        foreach (var outcome in rule.Outcomes)
            Add(outcome, command, rule.IsDecision ? name : "");
        for (int i = 0; i < rule.Outcomes.Count; i++)
        {
            var entry = _outcomes[_firstOutcomes[rule] + i];
            switch (rule.Outcomes[i].Then)
            {
                case ReadBodyModel read:
                    int more = read.Chunk is null ? -1 : Add(read.Chunk.More, -1, "");
                    int badFraming = read.Chunk?.BadFraming is { } bad ? Add(bad, -1, "") : _bodies[read.Body].BadFraming;
                    entry.ReadBody = new ReadBodyEntry(_bodies[read.Body], read.Chunk, more, badFraming);
                    break;
                case ReadLineModel line:
                    entry.ReadLine = AddLine(line, rule, command, name);
                    break;
            }
        }
    }

    private ReadLineEntry AddLine(ReadLineModel line, RuleModel rule, int command, string name)
    {
        string decision = name + Names.Pascal(line.Capture);
        if (!_decisions.Any(point => point.Name == decision))
            _decisions.Add(new DecisionPoint(decision, name + "Result", rule, command, null, line));
        return new ReadLineEntry(
            decision, line, line.Cancel is null ? -1 : Add(line.Cancel, -1, ""), Add(line.BadArguments, -1, ""), Add(line.TooLong, -1, ""));
    }

    private void AddBody(BodyModel body)
    {
        string name = Names.Pascal(body.Name);
        _decisions.Add(new DecisionPoint(name, name + "Result", body.Rule, -1, body, null));
        _firstOutcomes[body.Rule] = _outcomes.Count;
        foreach (var outcome in body.Rule.Outcomes)
            Add(outcome, -1, name);
        int tooBig = body.TooBig is null ? -1 : Add(body.TooBig, -1, "");
        _bodies.Add(new BodyEntry(name, body, _firstOutcomes[body.Rule], tooBig, Add(body.BadFraming, -1, "")));
    }

    private int Add(OutcomeModel outcome, int command, string decision)
    {
        _outcomes.Add(new OutcomeEntry(outcome, command, decision));
        return _outcomes.Count - 1;
    }

    private sealed class ReferenceComparer : IEqualityComparer<RuleModel>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(RuleModel? x, RuleModel? y) => ReferenceEquals(x, y);

        public int GetHashCode(RuleModel obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}

/// <summary>An outcome and where it came from.</summary>
internal sealed class OutcomeEntry(OutcomeModel outcome, int command, string decision)
{
    public OutcomeModel Outcome { get; } = outcome;

    /// <summary>Index of the command it answers; -1: none.</summary>
    public int Command { get; } = command;

    /// <summary>Who chooses it; empty: nobody has to.</summary>
    public string Decision { get; } = decision;

    /// <summary>The body that is read behind it.</summary>
    public ReadBodyEntry? ReadBody { get; set; }

    /// <summary>The line that is read behind it.</summary>
    public ReadLineEntry? ReadLine { get; set; }
}

/// <summary>A body and the numbers of its outcomes; -1: none.</summary>
internal sealed record BodyEntry(string Decision, BodyModel Model, int First, int TooBig, int BadFraming);

/// <summary>How a body is read, and the numbers of the outcomes that the body does not have; -1: none.</summary>
internal sealed record ReadBodyEntry(BodyEntry Body, ChunkModel? Chunk, int More, int BadFraming);

/// <summary>What is given only so often, and the number of the outcome that takes the place of one more.</summary>
internal sealed record TallyEntry(TallyModel Model, int Outcome);

/// <summary>A line that is read, and the numbers of its outcomes; -1: none.</summary>
internal sealed record ReadLineEntry(string Decision, ReadLineModel Model, int Cancel, int BadArguments, int TooLong);

/// <summary>A point where a handler chooses a reply.</summary>
/// <param name="Name">Pascal-cased verb, <c>Connect</c>, the name of a body, or verb and capture of a line.</param>
/// <param name="Result">Type of the answer.</param>
/// <param name="Rule">The replies to choose from.</param>
/// <param name="Command">Index of the command; -1: the connection itself, or a body.</param>
/// <param name="Body">The body; null where there is none.</param>
/// <param name="Line">The line behind the command; null where there is none.</param>
internal sealed record DecisionPoint(string Name, string Result, RuleModel Rule, int Command, BodyModel? Body, ReadLineModel? Line)
{
    /// <summary>Whether there is one answer for each success of a command.</summary>
    public bool IsPer => Body is { Per: >= 0 };
}
