using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Statecharts;

/// <summary>What a command does in a state, with all the codes that do the same.</summary>
/// <param name="Verb">The verb; empty: a new connection.</param>
/// <param name="Lead">The code after which more is read; empty: none.</param>
/// <param name="Target">Index of the next state; -1: the same.</param>
/// <param name="IsPositive">Whether the codes say success.</param>
/// <param name="Codes">The codes, in order, with a comma between them.</param>
internal sealed record StateMove(string Verb, string Lead, int Target, bool IsPositive, string Codes)
{
    /// <summary>It as the drawing says it.</summary>
    public ChartCommand ToCommand(string refusals = "") => new(Verb, Lead, List(Codes), List(refusals));

    private static string[] List(string codes) => codes.Split(", ", StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Reads the moves of a protocol.</summary>
internal static class StateMoves
{
    /// <summary>The moves of a new connection.</summary>
    public static IReadOnlyList<StateMove> OfConnect(ProtocolModel protocol) => Merge(
        protocol.Connect.Outcomes.Select(outcome => Move(protocol, "", "", outcome) with { Target = outcome.Target < 0 ? protocol.InitialState : outcome.Target }));

    /// <summary>The moves of a state.</summary>
    public static IReadOnlyList<StateMove> Of(ProtocolModel protocol, int state)
    {
        var moves = (
            from command in protocol.Commands
            where command.Cells[state] >= 0
            from outcome in command.Rules[command.Cells[state]].Outcomes
            from move in Moves(protocol, command.Verb, outcome)
            select move).ToHashSet();

        // What stays by its word, and names the state as well, would be told twice.
        return Merge(moves.Where(move => move.Target != state || !moves.Contains(move with { Target = -1 })));
    }

    // A body belongs to its command: the edge goes where the answer after the body leads.
    private static IEnumerable<StateMove> Moves(ProtocolModel protocol, string verb, OutcomeModel outcome) => outcome.Then is { IsRead: true } then
        ? then.Answers(protocol).Select(answer => Move(protocol, verb, ReplyCode.Of(protocol, outcome.Reply), answer.Outcome))
        : [Move(protocol, verb, "", outcome)];

    private static StateMove Move(ProtocolModel protocol, string verb, string lead, OutcomeModel outcome) =>
        new(verb, lead, outcome.Target, Routes.IsPositive(protocol, outcome), ReplyCode.Of(protocol, outcome.Reply));

    private static List<StateMove> Merge(IEnumerable<StateMove> moves) =>
        [.. from move in moves
            group move.Codes by move with { Codes = "" } into codes
            select codes.Key with { Codes = string.Join(", ", codes.Where(code => code.Length > 0).Distinct().Order(StringComparer.Ordinal)) }];
}
