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
        int start = Add(_states, new ClientState("(connecting)", ClientStateKind.Start, -1));
        int connect = Add(_actions, new ClientAction("connect", ClientActionKind.Connect, -1));
        foreach (var outcome in protocol.Connect.Outcomes)
            AddEdge(start, connect, outcome, protocol.InitialState);
        for (int state = 0; state < protocol.States.Count; state++)
        {
            for (int command = 0; command < protocol.Commands.Count; command++)
            {
                if (protocol.Commands[command].Cells[state] is >= 0 and var rule)
                    AddRule(state, state, command, protocol.Commands[command].Rules[rule]);
            }
        }

        return new ClientGraph(_states.ToEquatableArray(), _actions.ToEquatableArray(), _edges.Distinct().ToEquatableArray());
    }

    // The same rule answers a command and the lines behind it, so that both lead to the same places.
    private void AddRule(int from, int state, int action, RuleModel rule)
    {
        int command = _actions[action].Subject;
        foreach (var outcome in rule.Outcomes)
        {
            switch (outcome.Then)
            {
                case ReadBodyModel { Chunk: { } chunk } read:
                    AddChunk(state, action, protocol.Bodies[read.Body], chunk);
                    break;
                case ReadBodyModel read:
                    AddEdge(from, action, outcome with { Target = -1 }, AwaitBody(state, read.Body));
                    break;
                case ReadLineModel line:
                    int waiting = Await(state, ClientStateKind.Line, protocol.Commands[command].Verb, out bool isNew);
                    AddEdge(from, action, outcome with { Target = -1 }, waiting);
                    if (isNew)
                        AddLine(waiting, state, command, rule, line);
                    break;
                default:
                    AddEdge(from, action, outcome, state);
                    break;
            }
        }
    }

    private void AddLine(int waiting, int state, int command, RuleModel rule, ReadLineModel line)
    {
        string verb = protocol.Commands[command].Verb;
        int respond = Action($"{verb}:{line.Capture}", ClientActionKind.Line, command);
        AddRule(waiting, state, respond, rule);
        AddEdge(waiting, respond, line.BadArguments, state);
        AddEdge(waiting, respond, line.TooLong, state);
        if (line.Cancel is not null)
            AddEdge(waiting, Action($"{verb}:cancel", ClientActionKind.Cancel, command), line.Cancel, state);
    }

    private int AwaitBody(int state, int body)
    {
        int waiting = Await(state, ClientStateKind.Body, protocol.Bodies[body].Name, out bool isNew);
        if (!isNew)
            return waiting;
        int send = Action(protocol.Bodies[body].Name, ClientActionKind.Body, body);
        foreach (var answer in protocol.Bodies[body].Answers(null))
            AddEdge(waiting, send, answer, state);
        return waiting;
    }

    // A refusal before the last chunk of a body leads elsewhere than one behind it.
    private void AddChunk(int state, int action, BodyModel body, ChunkModel chunk)
    {
        AddEdge(state, action, chunk.More, state, ChunkPlace.Middle);
        foreach (var answer in body.Answers(chunk))
        {
            AddEdge(state, action, answer, state, ChunkPlace.Last);
            if (!Routes.IsPositive(protocol, answer))
                AddEdge(state, action, answer with { Target = chunk.RefusedTarget }, state, ChunkPlace.Middle);
        }
    }

    private void AddEdge(int from, int action, OutcomeModel outcome, int same, ChunkPlace place = ChunkPlace.Any)
    {
        int to = outcome.Target < 0 ? same : outcome.Target;
        _edges.Add(new ClientEdge(from, action, outcome.Reply, to, place, Effect(outcome, to)));
    }

    private ClientEffect Effect(OutcomeModel outcome, int to)
    {
        if (outcome.Then is UpgradeModel)
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
        string name = $"{protocol.States[state].Name}/{what}";
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
