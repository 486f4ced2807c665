using System.Globalization;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Graphs;

/// <summary>Gathers what leads from one state to the same other into one edge.</summary>
internal static class EdgeMerger
{
    public static IReadOnlyList<StateEdge> Entries(ProtocolModel protocol) => Merge(
        from outcome in protocol.Connect.Outcomes
        select new Step("", "connect", Code(protocol, outcome.Reply), Name(protocol, outcome.Target, protocol.InitialState)));

    public static IReadOnlyList<StateEdge> Edges(ProtocolModel protocol) => Merge(
        from state in Enumerable.Range(0, protocol.States.Count)
        from command in protocol.Commands
        where command.Cells[state] >= 0
        from outcome in command.Rules[command.Cells[state]].Outcomes
        from step in Steps(protocol, state, command.Verb, outcome)
        select step);

    // A body belongs to its command: the edge goes where the answer after the body leads.
    private static IEnumerable<Step> Steps(ProtocolModel protocol, int state, string verb, OutcomeModel outcome)
    {
        string from = protocol.States[state].Name;
        string code = Code(protocol, outcome.Reply) is { Length: > 0 } said ? $" {said}" : "";
        Step To(string label, OutcomeModel answer) =>
            new(from, label, Code(protocol, answer.Reply), Name(protocol, answer.Target, state));
        return outcome.Then is { IsRead: true } then
            ? then.Answers(protocol).Select(answer => To($"{verb}{code}, then", answer.Outcome))
            : [To(verb, outcome)];
    }

    private static List<StateEdge> Merge(IEnumerable<Step> steps) =>
        [.. from step in steps
            group step by (step.From, step.To) into edge
            select new StateEdge(edge.Key.From, edge.Key.To, Labels(edge))];

    private static List<string> Labels(IEnumerable<Step> steps) =>
        [.. from step in steps
            group step.Code by step.Label into codes
            select $"{codes.Key} {string.Join(", ", codes.Where(code => code.Length > 0).Distinct().Order(StringComparer.Ordinal))}".TrimEnd()];

    // The code, or what stands in its place; nothing where nothing is sent.
    private static string Code(ProtocolModel protocol, int reply)
    {
        if (reply < 0 || protocol.Replies[reply] is { IsSilent: true })
            return "";
        if (protocol.Replies[reply].Status is not { } status)
            return protocol.Replies[reply].Code.ToString(CultureInfo.InvariantCulture);
        string text = string.Concat(status.Parts.Where(part => part.Kind == TextPartKind.Literal).Select(part => part.Text)).Trim();
        return text.Length > 0 ? text : status.Name;
    }

    private static string Name(ProtocolModel protocol, int target, int same) => protocol.States[target < 0 ? same : target].Name;

    private sealed record Step(string From, string Label, string Code, string To);
}
