using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>What several emitted files have to agree on: names, numbers of outcomes, points of decision.</summary>
internal sealed class ProtocolShape
{
    private readonly Dictionary<RuleModel, int> _firstOutcomes = new(ReferenceComparer.Instance);
    private readonly List<OutcomeEntry> _outcomes = [];
    private readonly List<DecisionPoint> _decisions = [];
    private readonly Dictionary<OtherwiseInput, int> _otherwise = [];

    public ProtocolShape(ProtocolModel model)
    {
        Model = model;
        Name = Names.Pascal(model.Name);
        AddRule(model.Connect, -1, "Connect", model.Connect.IsDecision, null);
        for (int i = 0; i < model.Commands.Count; i++)
            AddCommand(model.Commands[i], i);
        foreach (var row in model.Otherwise)
            _otherwise[row.Input] = Add(new OutcomeModel(row.Reply, row.Target, 0, 0, null), -1, "");
        if (model.Foreign is { } foreign)
            Foreign = Add(new OutcomeModel(foreign.Reply, foreign.Target, 0, 0, null), -1, "");
    }

    public ProtocolModel Model { get; }

    public string Name { get; }

    /// <summary>Outcome of input of other protocols; -1: none.</summary>
    public int Foreign { get; } = -1;

    /// <summary>All outcomes of all rules; the index is the number in emitted code.</summary>
    public IReadOnlyList<OutcomeEntry> Outcomes => _outcomes;

    /// <summary>Where a handler chooses, Connect first; one for a command.</summary>
    public IReadOnlyList<DecisionPoint> Decisions => _decisions;

    public IEnumerable<KeyValuePair<OtherwiseInput, int>> Otherwise => _otherwise;

    public string Verb(int command) => Names.Pascal(Model.Commands[command].Verb);

    public string Reply(int reply) => Names.Pascal(Model.Replies[reply].Name);

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

    /// <summary>Whether an extension may be used, as an expression.</summary>
    public string Offers(int extension) => $"Offers({Name}Extensions.{Names.Extension(Model.Extensions[extension].Keyword)})";

    /// <summary>A test whether a state lies in a group, as a pattern.</summary>
    public string GroupPattern(int group) =>
        string.Join(" or ", Model.Groups[group].Members.Select(state => $"{Name}State.{State(state)}"));

    private void AddCommand(CommandModel command, int index)
    {
        string verb = Names.Pascal(command.Verb);
        var decision = command.Decision;
        foreach (var rule in command.Rules)
            AddRule(rule, index, verb, ReferenceEquals(rule, decision), rule.IsDecision ? verb : null);
    }

    private void AddRule(RuleModel rule, int command, string name, bool isNewDecision, string? decision)
    {
        if (_firstOutcomes.ContainsKey(rule))
            return;
        if (isNewDecision)
            _decisions.Add(new DecisionPoint(name, rule, command, null));
        _firstOutcomes[rule] = _outcomes.Count;
        foreach (var outcome in rule.Outcomes)
            Add(outcome, command, isNewDecision ? name : decision ?? "");
        for (int i = 0; i < rule.Outcomes.Count; i++)
        {
            if (rule.Outcomes[i].Body is { } body)
                AddBody(body, command, name + "Body", _firstOutcomes[rule] + i);
        }
    }

    private void AddBody(BodyModel body, int command, string name, int owner)
    {
        if (!_decisions.Any(point => point.Name == name))
            _decisions.Add(new DecisionPoint(name, body.Rule, command, body));
        _firstOutcomes[body.Rule] = _outcomes.Count;
        foreach (var outcome in body.Rule.Outcomes)
            Add(outcome, -1, name);
        int tooBig = body.TooBig is null ? -1 : Add(body.TooBig, -1, "");
        int badFraming = Add(body.BadFraming, -1, "");
        _outcomes[owner].Body = new BodyEntry(name, body, _firstOutcomes[body.Rule], tooBig, badFraming);
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

    /// <summary>What is read behind it.</summary>
    public BodyEntry? Body { get; set; }
}

/// <summary>A body and the numbers of its outcomes; -1: none.</summary>
internal sealed record BodyEntry(string Decision, BodyModel Model, int First, int TooBig, int BadFraming);

/// <summary>A point where a handler chooses a reply.</summary>
/// <param name="Name">Pascal-cased verb, <c>Connect</c>, or verb and <c>Body</c>.</param>
/// <param name="Rule">The replies to choose from.</param>
/// <param name="Command">Index of the command; -1: the connection itself.</param>
/// <param name="Body">The body; null where there is none.</param>
internal sealed record DecisionPoint(string Name, RuleModel Rule, int Command, BodyModel? Body);
