namespace SmtpGen.Language.Model;

/// <summary>Ways through the table: what would be right where something is wrong.</summary>
public static class Routes
{
    /// <summary>Verb of the first command on the shortest way to a state that allows a command; the first allowed verb when there is no way.</summary>
    public static string FirstStep(ProtocolModel protocol, int state, int command)
    {
        var path = Search(protocol, state, s => Accepts(protocol, protocol.Commands[command], s));
        return path.Count > 0 ? path[0] : Allowed(protocol, state).FirstOrDefault() ?? "";
    }

    /// <summary>Verbs of the shortest way from the initial state to the end of a body, or to a final state where there is no body.</summary>
    public static IReadOnlyList<string> TransactionPath(ProtocolModel protocol)
    {
        foreach (var command in InPreference(protocol))
        {
            for (int state = 0; state < protocol.States.Count; state++)
            {
                if (ReadsBody(command, state))
                    return [.. Search(protocol, protocol.InitialState, s => ReadsBody(command, s)), command.Verb];
            }
        }

        return Search(protocol, protocol.InitialState, s => protocol.States[s].IsFinal);
    }

    /// <summary>Verbs that a state allows, in declaration order.</summary>
    public static IReadOnlyList<string> Allowed(ProtocolModel protocol, int state) =>
        [.. protocol.Commands.Where(c => Accepts(protocol, c, state)).Select(c => c.Verb)];

    /// <summary>Whether a state has a positive answer to a command.</summary>
    public static bool Accepts(ProtocolModel protocol, CommandModel command, int state) =>
        Rule(command, state)?.Outcomes.Any(o => IsPositive(protocol, o)) == true;

    /// <summary>Whether an outcome is no refusal.</summary>
    public static bool IsPositive(ProtocolModel protocol, OutcomeModel outcome) =>
        outcome.Reply < 0 || protocol.Replies[outcome.Reply].IsPositive;

    private static bool ReadsBody(CommandModel command, int state) =>
        Rule(command, state)?.Outcomes.Any(o => o.Then is ReadBodyModel) == true;

    private static List<string> Search(ProtocolModel protocol, int from, Func<int, bool> isGoal)
    {
        var cameBy = new Dictionary<int, (int From, string Verb)>();
        var pending = new Queue<int>();
        pending.Enqueue(from);
        while (pending.Count > 0)
        {
            int state = pending.Dequeue();
            if (state != from && isGoal(state))
                return Unwind(cameBy, from, state);
            foreach (var command in InPreference(protocol))
            {
                foreach (int next in Targets(protocol, command, state))
                {
                    if (next == from || cameBy.ContainsKey(next))
                        continue;
                    cameBy.Add(next, (state, command.Verb));
                    pending.Enqueue(next);
                }
            }
        }

        return [];
    }

    // What every session offers, may be pipelined, and few states allow, is the more telling advice: RSET before EHLO.
    private static IEnumerable<CommandModel> InPreference(ProtocolModel protocol) =>
        protocol.Commands.OrderBy(c => c.Extension >= 0).ThenBy(c => c.Sync).ThenBy(c => c.Cells.Count(cell => cell >= 0));

    private static RuleModel? Rule(CommandModel command, int state) =>
        command.Cells[state] is >= 0 and var rule ? command.Rules[rule] : null;

    private static IEnumerable<int> Targets(ProtocolModel protocol, CommandModel command, int state) =>
        from outcome in Rule(command, state)?.Outcomes ?? Text.EquatableArray<OutcomeModel>.Empty
        where IsPositive(protocol, outcome) && outcome.Then is not ReadBodyModel && outcome.Target >= 0
        select outcome.Target;

    private static List<string> Unwind(Dictionary<int, (int From, string Verb)> cameBy, int from, int to)
    {
        var path = new List<string>();
        for (int state = to; state != from; state = cameBy[state].From)
            path.Insert(0, cameBy[state].Verb);
        return path;
    }
}
