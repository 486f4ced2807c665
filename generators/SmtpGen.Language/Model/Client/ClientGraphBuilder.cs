using SmtpGen.Language.Text;

namespace SmtpGen.Language.Model;

/// <summary>Turns the server's table round.</summary>
internal sealed class ClientGraphBuilder(ProtocolModel protocol)
{
    private readonly List<ClientState> _states =
        [.. protocol.States.Select((state, index) => new ClientState(state.Name, state.IsFinal ? ClientStateKind.Final : ClientStateKind.Command, index))];

    private readonly List<ClientAction> _actions =
        [.. protocol.Commands.Select((command, index) => new ClientAction(command.Verb, ClientActionKind.Command, index))];

    private readonly List<ClientEdge> _edges = [];

    public ClientGraph Build()
    {
        int start = IsGreeted ? Connecting() : protocol.InitialState;
        for (int state = 0; state < protocol.States.Count; state++)
        {
            for (int command = 0; command < protocol.Commands.Count; command++)
            {
                if (protocol.Commands[command].Cells[state] is >= 0 and var rule)
                    _edges.AddRange(Rule(state, state, command, protocol.Commands[command].Rules[rule]));
            }
        }

        return new ClientGraph(_states.ToEquatableArray(), _actions.ToEquatableArray(), _edges.Distinct().ToEquatableArray()) { Start = start };
    }

    // Where the server says nothing at first, the client does.
    private bool IsGreeted => protocol.Connect.Outcomes.Any(outcome => outcome.Reply >= 0 && !protocol.Replies[outcome.Reply].IsSilent);

    private int Connecting()
    {
        int start = Add(_states, new ClientState("(connecting)", ClientStateKind.Start, -1));
        int connect = Add(_actions, new ClientAction("connect", ClientActionKind.Connect, -1));
        _edges.AddRange(protocol.Connect.Outcomes.Select(outcome => Edge(start, connect, outcome, protocol.InitialState)));
        return start;
    }

    // The same rule answers a command and the lines after it, so that both lead to the same places.
    private IEnumerable<ClientEdge> Rule(int from, int state, int action, RuleModel rule) =>
        rule.Outcomes.SelectMany(outcome => outcome.Then is null ? [Edge(from, action, outcome, state)] : outcome.Then.Match<IEnumerable<ClientEdge>>(
            body => Body(from, state, action, outcome, body),
            (body, _) => Chunk(state, action, body),
            line => Line(from, state, action, rule, outcome, line),
            () => [Edge(from, action, outcome, state)],
            () => [Edge(from, action, outcome, state) with { Effect = ClientEffect.SendsBody }]));

    private IEnumerable<ClientEdge> Body(int from, int state, int action, OutcomeModel outcome, ReadBodyModel read)
    {
        string name = protocol.Bodies[read.Body].Name;
        int waiting = Await(state, ClientStateKind.Body, name, out bool isNew);
        if (isNew)
        {
            int send = Action(name, ClientActionKind.Body, read.Body);
            foreach (var answer in read.Answers(protocol))
                yield return Edge(waiting, send, answer.Outcome, state);
        }

        yield return Edge(from, action, outcome with { Target = -1 }, waiting);
    }

    private IEnumerable<ClientEdge> Chunk(int state, int action, ReadBodyModel read) =>
        from answer in read.Answers(protocol)
        select Edge(state, action, answer.Outcome, state, answer.To == FollowingInput.LastChunk ? ChunkPlace.Last : ChunkPlace.Middle);

    private IEnumerable<ClientEdge> Line(int from, int state, int action, RuleModel rule, OutcomeModel outcome, ReadLineModel line)
    {
        int command = _actions[action].Subject;
        string verb = protocol.Commands[command].Verb;
        int waiting = Await(state, ClientStateKind.Line, verb, out bool isNew);
        yield return Edge(from, action, outcome with { Target = -1 }, waiting);
        if (!isNew)
            yield break;
        int respond = Action($"{verb}:{line.Capture}", ClientActionKind.Line, command);
        foreach (var edge in Rule(waiting, state, respond, rule))
            yield return edge;
        foreach (var answer in line.Answers(protocol).OrderBy(answer => answer.To))
        {
            int what = answer.To == FollowingInput.Cancel ? Action($"{verb}:cancel", ClientActionKind.Cancel, command) : respond;
            yield return Edge(waiting, what, answer.Outcome, state);
        }
    }

    private ClientEdge Edge(int from, int action, OutcomeModel outcome, int same, ChunkPlace place = ChunkPlace.Any)
    {
        int to = outcome.Target < 0 ? same : outcome.Target;
        bool isSilent = outcome.Reply >= 0 && protocol.Replies[outcome.Reply].IsSilent;
        return new ClientEdge(from, action, isSilent ? -1 : outcome.Reply, to, place, Effect(outcome, to));
    }

    private ClientEffect Effect(OutcomeModel outcome, int to)
    {
        if (outcome.Upgrades)
            return ClientEffect.Secures;
        if (outcome.Reply >= 0 && protocol.Replies[outcome.Reply].Lines.Any(line => line.Any(part => part.Kind == TextPartKind.Extensions)))
            return ClientEffect.ListsExtensions;
        return (outcome.Clears & protocol.ExtensionsNeed) != 0 || LeavesScope(to) ? ClientEffect.ForgetsExtensions : ClientEffect.None;
    }

    // Extensions that need a flag end with the group of states that the flag lives in.
    private bool LeavesScope(int to)
    {
        for (int i = 0; i < protocol.Flags.Count; i++)
        {
            if ((protocol.ExtensionsNeed & (1u << i)) != 0 && protocol.Flags[i].Scope is >= 0 and var scope
                && to < protocol.States.Count && !protocol.Groups[scope].Members.Contains(to))
                return true;
        }

        return false;
    }

    private int Await(int state, ClientStateKind kind, string what, out bool isNew)
    {
        string name = $"{protocol.States[state].Name}/{what.Replace(' ', '-')}";
        int known = _states.FindIndex(s => s.Name == name);
        isNew = known < 0;
        return isNew ? Add(_states, new ClientState(name, kind, state)) : known;
    }

    private int Action(string name, ClientActionKind kind, int subject)
    {
        int known = _actions.FindIndex(a => a.Name == name);
        return known >= 0 ? known : Add(_actions, new ClientAction(name, kind, subject));
    }

    private static int Add<T>(List<T> list, T item)
    {
        list.Add(item);
        return list.Count - 1;
    }
}
