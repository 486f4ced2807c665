using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>What several emitted files have to agree on: names, numbers of outcomes, points of decision.</summary>
internal sealed partial class ProtocolShape
{
    private readonly Dictionary<RuleModel, int> _firstOutcomes = new(ReferenceComparer.Instance);
    private readonly List<OutcomeEntry> _outcomes = [];
    private readonly HashSet<string> _outcomeNames = new(StringComparer.Ordinal);
    private readonly List<DecisionPoint> _decisions = [];
    private readonly List<BodyEntry> _bodies = [];
    private readonly Dictionary<int, int> _badArguments = [];
    private readonly Dictionary<int, (int TooBig, int BadFraming)> _data = [];
    private readonly Dictionary<OtherwiseInput, int> _otherwise = [];
    private readonly List<TallyEntry> _tallies = [];
    private readonly int _answers;
    private ProtocolShape? _base;
    private ClientShape? _client;

    public ProtocolShape(ProtocolModel model)
    {
        Model = model;
        Name = Names.Pascal(model.Name);
        Grammars = new GrammarList(model);
        AddRule(model.Connect, -1, "Connect");
        foreach (var body in model.Bodies)
            AddBody(body);
        for (int i = 0; i < model.Commands.Count; i++)
            AddCommand(model.Commands[i], i);
        _answers = _outcomes.Count;
        if (model.Arrays is { } arrays)
            ArraysOutcomes = (Add(arrays.TooBig, -1, "", "ArraysTooBig"), Add(arrays.BadFraming, -1, "", "ArraysBadFraming"));
        if (model.Literals is { } literals)
            LiteralsTooBig = Add(literals.TooBig, -1, "", "LiteralsTooBig");
        foreach (var row in model.Otherwise)
            _otherwise[row.Input] = Add(new OutcomeModel(row.Reply, row.Target, 0, 0, null), -1, "", row.Input.ToString());
        if (model.Foreign is { } foreign)
            Foreign = Add(new OutcomeModel(foreign.Reply, foreign.Target, 0, 0, null), -1, "", "Foreign");
        foreach (var tally in model.Tallies)
            _tallies.Add(new TallyEntry(tally, Add(new OutcomeModel(tally.Reply, tally.Target, 0, 0, null), -1, "", "Over" + Names.Pascal(model.Limits[tally.Limit].Name))));
    }

    public ProtocolModel Model { get; }

    public string Name { get; }

    /// <summary>The protocol that it extends; null where it extends none.</summary>
    public ProtocolShape? Base => Model.Base is null ? null : _base ??= new ProtocolShape(Model.Base);

    /// <summary>The client's side, made once for all files.</summary>
    public ClientShape Client => _client ??= new ClientShape(Model);

    /// <summary>The compiled grammars.</summary>
    public GrammarList Grammars { get; }

    /// <summary>Outcome of input of other protocols; -1: none.</summary>
    public int Foreign { get; } = -1;

    /// <summary>Outcome of literals that are too big; -1: there are none.</summary>
    public int LiteralsTooBig { get; } = -1;

    /// <summary>Outcomes of arrays that are too big, or none; -1 where there are no arrays.</summary>
    public (int TooBig, int BadFraming) ArraysOutcomes { get; } = (-1, -1);

    /// <summary>Outcomes of the octets after a command: where they are too many, and where no line end stands after them.</summary>
    public (int TooBig, int BadFraming) DataOutcomes(int command) => _data[command];

    /// <summary>All outcomes of all rules; the index is the number in emitted code.</summary>
    public IReadOnlyList<OutcomeEntry> Outcomes => _outcomes;

    /// <summary>All bodies.</summary>
    public IReadOnlyList<BodyEntry> Bodies => _bodies;

    /// <summary>Whether the connection may be encrypted in the middle of a session.</summary>
    public bool HasUpgrade => _outcomes.Any(entry => entry.Outcome.Upgrades);

    /// <summary>Where a handler chooses, Connect first; one for a command.</summary>
    public IReadOnlyList<DecisionPoint> Decisions => _decisions;

    /// <summary>The lines that are read and are not commands.</summary>
    public IEnumerable<ReadLineEntry> Lines => _outcomes.Select(entry => entry.ReadLine).OfType<ReadLineEntry>();

    public IEnumerable<KeyValuePair<OtherwiseInput, int>> Otherwise => _otherwise;

    /// <summary>What is given only so often.</summary>
    public IReadOnlyList<TallyEntry> Tallies => _tallies;

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

    public string Verb(int command) => Names.Pascal(Model.Commands[command].Verb);

    public string Reply(int reply) => reply < 0 ? "(nothing)" : Names.Pascal(Model.Replies[reply].Name);

    public string State(int state) => Names.Pascal(Model.States[state].Name);

    /// <summary>The first outcome of a rule; -1 where a broken specification gives it none.</summary>
    public int FirstOutcome(RuleModel rule) => rule.Outcomes.Count == 0 ? -1 : _firstOutcomes[rule];

    /// <summary>Outcome of arguments of a command that the grammar does not match; -1: that of <c>otherwise</c>.</summary>
    public int BadArguments(int command) => _badArguments.TryGetValue(command, out int outcome) ? outcome : -1;

    /// <summary>An extension and those without which it is not on offer.</summary>
    public IEnumerable<int> WithNeeded(int extension) => Model.Extensions[extension].With.Prepend(extension);

    /// <summary>Whether a decision is told what the client said with the command.</summary>
    public bool HasArguments(DecisionPoint point) => !point.IsFurther && HasArguments(point.Command);

    /// <summary>Whether a command carries anything for a handler to decide on.</summary>
    public bool HasArguments(int command) =>
        command >= 0 && Model.Commands[command].Decision is not null && ArgumentList.Of(Model, command).Count > 0;
}
