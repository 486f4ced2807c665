using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Statecharts;

/// <summary>Makes a drawing's content of a protocol: what all states of a group share is told of the group.</summary>
internal sealed class StatechartReader
{
    private readonly ProtocolModel _protocol;
    private readonly IReadOnlyList<RouteStep> _way;
    private readonly Dictionary<int, List<StateMove>> _moves;
    private readonly List<ChartEdge> _edges = [];

    private StatechartReader(ProtocolModel protocol)
    {
        _protocol = protocol;
        _way = Routes.SessionWay(protocol);
        _moves = Enumerable.Range(0, protocol.States.Count).ToDictionary(state => state, state => StateMoves.Of(protocol, state).ToList());
    }

    public static Statechart Read(ProtocolModel protocol) => new StatechartReader(protocol).Read();

    private Statechart Read()
    {
        List<int> states = [.. _way.Select(step => step.To).Prepend(_protocol.InitialState).Distinct()];
        AddEdges("", -1, false, StateMoves.OfConnect(_protocol));
        var steps = _way.Where(step => step.From != step.To).Select(step => (step, Move: Taken(step))).ToList();
        var roots = StateNesting.Arrange(_protocol, states).Select(node => Node(node, [])).ToList();
        foreach (var (step, move) in steps)
            AddToWay(_protocol.States[step.From].Name, _protocol.States[step.To].Name, move);
        AddToWay("", _protocol.States[_protocol.InitialState].Name, null);
        return new Statechart(_protocol.Name, roots, _edges, [.. states.Select(state => _protocol.States[state].Name)]);
    }

    private StateMove? Taken(RouteStep step) =>
        _moves[step.From].FirstOrDefault(move => move.IsPositive && move.Verb == step.Verb && move.Target == step.To);

    private ChartNode Node(StateNesting nesting, IEnumerable<StateMove> ofGroups)
    {
        var told = ofGroups.ToHashSet();
        var moves = Shared(nesting).Where(move => !told.Contains(move)).ToList();
        var stays = moves.Where(move => move.Target < 0 || move.Target == nesting.State).ToList();
        AddEdges(nesting.Name, nesting.State, nesting.State < 0, moves);
        return new ChartNode(
            nesting.Name,
            nesting.State >= 0 && _protocol.States[nesting.State].IsFinal,
            [.. nesting.Children.Select(child => Node(child, told.Concat(moves)))],
            [.. stays.Where(move => move.IsPositive).Select(move => move.ToCommand())],
            [.. stays.Where(move => !move.IsPositive).Select(move => move.ToCommand())]);
    }

    // A frame around a single state would say what the state says itself.
    private List<StateMove> Shared(StateNesting nesting)
    {
        List<int> states = [.. nesting.States];
        if (nesting.State < 0 && states.Count < 2)
            return [];
        return [.. _moves[states[0]].Where(move => states.All(state => _moves[state].Contains(move)))];
    }

    private void AddEdges(string from, int state, bool isGroup, IEnumerable<StateMove> moves)
    {
        foreach (var target in moves.Where(move => move.Target >= 0 && move.Target != state).GroupBy(move => move.Target))
        {
            string to = _protocol.States[target.Key].Name;
            var refusals = target.Where(move => !move.IsPositive).ToList();
            var commands = target.Where(move => move.IsPositive).Select(move =>
            {
                var refusal = refusals.Find(other => other.Verb == move.Verb && other.Lead == move.Lead);
                refusals.RemoveAll(other => other == refusal);
                return move.ToCommand(refusal?.Codes ?? "");
            }).ToList();
            if (commands.Count > 0)
                _edges.Add(new ChartEdge(from, to, EdgeKind.Other, commands) { IsOfGroup = isGroup });
            if (refusals.Count > 0)
                _edges.Add(new ChartEdge(from, to, EdgeKind.Refusal, [.. refusals.Select(move => move.ToCommand())]) { IsOfGroup = isGroup });
        }
    }

    // A step that holds for a whole group stands there, and on the way once more.
    private void AddToWay(string from, string to, StateMove? move)
    {
        int at = _edges.FindIndex(edge => !edge.IsOfGroup && edge.From == from && edge.To == to && edge.Kind == EdgeKind.Other);
        bool isTold = at >= 0 && (move is null || _edges[at].Commands.Any(command => command.Verb == move.Verb && command.Lead == move.Lead));
        if (at >= 0)
            _edges[at] = _edges[at] with { Kind = EdgeKind.Way };
        else
            _edges.Add(new ChartEdge(from, to, EdgeKind.Way, []));
        if (!isTold && move is not null)
            _edges[at >= 0 ? at : ^1] = new ChartEdge(from, to, EdgeKind.Way, [move.ToCommand(), .. at >= 0 ? _edges[at].Commands : []]);
    }
}
