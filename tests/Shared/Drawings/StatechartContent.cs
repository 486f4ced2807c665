using SmtpGen.Language.Model;
using SmtpGen.Reference.Statecharts;

namespace SmtpGen.Shared.Drawings;

/// <summary>Compares what a statechart says with the model: each move of each state once, and once more where the way takes it.</summary>
internal static class StatechartContent
{
    public static IReadOnlyList<string> Faults(ProtocolModel protocol, Statechart chart) =>
        [.. Enumerable.Range(0, protocol.States.Count).SelectMany(state => Faults(protocol, chart, state))];

    private static IEnumerable<string> Faults(ProtocolModel protocol, Statechart chart, int state)
    {
        string name = protocol.States[state].Name;
        var expected = Expected(protocol, state).ToHashSet();
        var told = Told(chart, name).ToList();
        // A silent outcome has no code to be told by beside those of others.
        foreach (var move in expected.Where(move => move.Code.Length > 0 || !told.Exists(one => one.Move with { Code = "" } == move && one.Move != move)))
        {
            int often = told.Count(one => one.Move == move && !one.IsWay);
            int way = told.Count(one => one.Move == move && one.IsWay);
            if (often + way == 0 || often > 1 || way > 1)
                yield return $"{name}: {move} is told {often} times, and {way} times on the way";
        }

        foreach (var (move, _) in told.Where(one => !expected.Contains(one.Move)))
            yield return $"{name}: {move} is told, and the protocol knows nothing of it";
    }

    private static IEnumerable<Move> Expected(ProtocolModel protocol, int state) =>
        from command in protocol.Commands
        where command.Cells[state] >= 0
        from outcome in command.Rules[command.Cells[state]].Outcomes
        let isRead = outcome.Then is { IsRead: true }
        from answer in isRead ? outcome.WithFollowing(protocol).Skip(1) : [outcome]
        select new Move(
            command.Verb,
            isRead ? ReplyCode.Of(protocol, outcome.Reply) : "",
            ReplyCode.Of(protocol, answer.Reply),
            protocol.States[answer.Target < 0 ? state : answer.Target].Name,
            Routes.IsPositive(protocol, answer));

    private static IEnumerable<(Move Move, bool IsWay)> Told(Statechart chart, string state)
    {
        foreach (var node in chart.Nodes.Where(node => node.States.Any(inner => inner.Name == state)))
        {
            foreach (var move in node.Stays.SelectMany(stay => Of(stay, stay.Codes, state, true)))
                yield return (move, false);
            foreach (var move in node.Refusals.SelectMany(refusal => Of(refusal, refusal.Codes, state, false)))
                yield return (move, false);
            foreach (var edge in chart.Edges.Where(edge => chart.Source(edge) == node))
            {
                foreach (var move in edge.Commands.SelectMany(command => Of(command, command.Codes, edge.To, edge.Kind != EdgeKind.Refusal)))
                    yield return (move, edge.Kind == EdgeKind.Way);
                foreach (var move in edge.Commands.Where(command => command.Refusals.Count > 0).SelectMany(command => Of(command, command.Refusals, edge.To, false)))
                    yield return (move, edge.Kind == EdgeKind.Way);
            }
        }
    }

    private static IEnumerable<Move> Of(ChartCommand command, IReadOnlyList<string> codes, string target, bool isPositive) =>
        codes.DefaultIfEmpty("").Select(code => new Move(command.Verb, command.Lead, code, target, isPositive));

    private sealed record Move(string Verb, string Lead, string Code, string Target, bool IsPositive);
}
