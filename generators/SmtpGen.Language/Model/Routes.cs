namespace SmtpGen.Language.Model;

/// <summary>Ways through the table: what would be right where something is wrong.</summary>
public static class Routes
{
    /// <summary>Verb of the first command on the shortest way to a state that allows a command; the first allowed verb when there is no way.</summary>
    public static string FirstStep(ProtocolModel protocol, int state, int command) => FirstSteps(protocol, state)[command];

    /// <summary>The same for each command, by one search.</summary>
    public static IReadOnlyList<string> FirstSteps(ProtocolModel protocol, int state)
    {
        var steps = Search(protocol, state);
        string usual = Allowed(protocol, state).FirstOrDefault() ?? "";
        return [.. protocol.Commands.Select(command => steps.FirstOrDefault(step => Accepts(protocol, command, step.State))?.First ?? usual)];
    }

    /// <summary>Verbs of the shortest way from the initial state to the end of a body, or to a final state where there is no body.</summary>
    public static IReadOnlyList<string> TransactionPath(ProtocolModel protocol) =>
        [.. (Transaction(protocol) ?? Path(protocol, s => protocol.States[s].IsFinal)).Select(step => step.Verb)];

    /// <summary>
    /// The steps of a session that does what the protocol is for: a transaction, up to the answer to its body. Where there is no body, the way
    /// to the state that allows most commands, and from there to a final state.
    /// </summary>
    public static IReadOnlyList<RouteStep> SessionWay(ProtocolModel protocol) => Transaction(protocol) ?? Session(protocol);

    /// <summary>Verbs that a state allows, in declaration order.</summary>
    public static IReadOnlyList<string> Allowed(ProtocolModel protocol, int state) =>
        [.. protocol.Commands.Where(c => Accepts(protocol, c, state)).Select(c => c.Verb)];

    /// <summary>Whether a state has a positive answer to a command.</summary>
    public static bool Accepts(ProtocolModel protocol, CommandModel command, int state) =>
        Rule(command, state)?.Outcomes.Any(o => IsPositive(protocol, o)) == true;

    /// <summary>Whether an outcome is not a refusal.</summary>
    public static bool IsPositive(ProtocolModel protocol, OutcomeModel outcome) =>
        outcome.Reply < 0 || protocol.Replies[outcome.Reply].IsPositive;

    private static bool ReadsBody(CommandModel command, int state) =>
        Rule(command, state)?.Outcomes.Any(o => o.Body is not null) == true;

    private static IReadOnlyList<RouteStep>? Transaction(ProtocolModel protocol)
    {
        var states = Enumerable.Range(0, protocol.States.Count);
        if (InPreference(protocol).FirstOrDefault(c => states.Any(s => ReadsBody(c, s))) is not { } command)
            return null;
        var way = Path(protocol, s => ReadsBody(command, s));
        int last = way.Count > 0 ? way[way.Count - 1].To : protocol.InitialState;
        return [.. way, new RouteStep(last, command.Verb, AfterBody(protocol, command, last))];
    }

    private static int AfterBody(ProtocolModel protocol, CommandModel command, int state)
    {
        var body = Rule(command, state)?.Outcomes.FirstOrDefault(o => o.Body is not null)?.Body;
        var success = body?.Answers(protocol).FirstOrDefault(a => a.To != FollowingInput.Chunk && IsPositive(protocol, a.Outcome));
        return success?.Outcome.Target is >= 0 and var target ? target : state;
    }

    private static IReadOnlyList<RouteStep> Session(ProtocolModel protocol)
    {
        var steps = Search(protocol, protocol.InitialState).Where(step => !protocol.States[step.State].IsFinal).ToList();
        int busiest = steps.Select(step => step.State).Prepend(protocol.InitialState).OrderByDescending(s => Allowed(protocol, s).Count).First();
        var end = Search(protocol, busiest).FirstOrDefault(step => protocol.States[step.State].IsFinal);
        return [.. steps.FirstOrDefault(step => step.State == busiest)?.Path ?? [], .. end?.Path ?? []];
    }

    private static IReadOnlyList<RouteStep> Path(ProtocolModel protocol, Func<int, bool> isGoal) =>
        Search(protocol, protocol.InitialState).FirstOrDefault(step => isGoal(step.State))?.Path ?? [];

    // The steps to all other states that can be reached, the nearest first.
    private static List<Step> Search(ProtocolModel protocol, int from)
    {
        var reached = new HashSet<int> { from };
        var steps = new List<Step>();
        var commands = InPreference(protocol).ToList();
        AddFrom(from, null);
        for (int i = 0; i < steps.Count; i++)
            AddFrom(steps[i].State, steps[i]);
        return steps;

        void AddFrom(int state, Step? before)
        {
            foreach (var command in commands)
            {
                foreach (int next in Targets(protocol, command, state).Where(reached.Add))
                    steps.Add(new Step(state, next, command.Verb, before));
            }
        }
    }

    // What every session offers, may be pipelined, and few states allow, is the more telling advice: RSET before EHLO.
    private static IEnumerable<CommandModel> InPreference(ProtocolModel protocol) =>
        protocol.Commands.OrderBy(c => c.Extension >= 0).ThenBy(c => c.Sync).ThenBy(c => c.Cells.Count(cell => cell >= 0));

    private static RuleModel? Rule(CommandModel command, int state) =>
        command.Cells[state] is >= 0 and var rule ? command.Rules[rule] : null;

    private static IEnumerable<int> Targets(ProtocolModel protocol, CommandModel command, int state) =>
        from outcome in Rule(command, state)?.Answers(protocol) ?? []
        where IsPositive(protocol, outcome) && outcome.Target >= 0
        select outcome.Target;

    /// <summary>A command that leads to a state, after those before it.</summary>
    private sealed record Step(int From, int State, string Verb, Step? Before)
    {
        public string First { get; } = Before?.First ?? Verb;

        public IReadOnlyList<RouteStep> Path
        {
            get
            {
                var path = new List<RouteStep>();
                for (var step = this; step is not null; step = step.Before)
                    path.Add(new RouteStep(step.From, step.Verb, step.State));
                path.Reverse();
                return path;
            }
        }
    }
}

/// <summary>A command on a way.</summary>
/// <param name="From">Index of the state it comes in.</param>
/// <param name="Verb">Its verb.</param>
/// <param name="To">Index of the state that its positive answer leads to.</param>
public sealed record RouteStep(int From, string Verb, int To);
