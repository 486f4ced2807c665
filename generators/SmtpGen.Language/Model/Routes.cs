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
    public static IReadOnlyList<string> TransactionPath(ProtocolModel protocol)
    {
        foreach (var command in InPreference(protocol))
        {
            for (int state = 0; state < protocol.States.Count; state++)
            {
                if (ReadsBody(command, state))
                    return [.. Path(protocol, s => ReadsBody(command, s)), command.Verb];
            }
        }

        return Path(protocol, s => protocol.States[s].IsFinal);
    }

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

    private static IReadOnlyList<string> Path(ProtocolModel protocol, Func<int, bool> isGoal) =>
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
                    steps.Add(new Step(next, command.Verb, before));
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
    private sealed record Step(int State, string Verb, Step? Before)
    {
        public string First { get; } = Before?.First ?? Verb;

        public IReadOnlyList<string> Path
        {
            get
            {
                var path = new List<string>();
                for (var step = this; step is not null; step = step.Before)
                    path.Add(step.Verb);
                path.Reverse();
                return path;
            }
        }
    }
}
