using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Explanations;

/// <summary>Says what is known of states.</summary>
internal static class StateView
{
    public static StateExplanation OfState(ProtocolModel protocol, int state, string asked, Wording words) => new(
        asked,
        protocol.Name,
        protocol.States[state].Name,
        words.Doc(protocol.States[state].Doc),
        [.. protocol.Groups.Where(group => group.Members.Contains(state)).Select(group => group.Name)],
        [],
        protocol.States[state].IsFinal ? [] : Routes.Allowed(protocol, state),
        Ways(protocol, target => target == state));

    public static StateExplanation OfGroup(ProtocolModel protocol, GroupModel group, string asked, Wording words) => new(
        asked,
        protocol.Name,
        group.Name,
        words.Doc(group.Doc),
        [.. protocol.Groups.Where(other => other != group && group.Members.All(member => other.Members.Contains(member))).Select(other => other.Name)],
        [.. group.Members.Select(member => protocol.States[member].Name)],
        [.. protocol.Commands.Where(command => group.Members.All(member => Routes.Accepts(protocol, command, member))).Select(command => command.Verb)],
        Ways(protocol, state => group.Members.Contains(state)));

    // What stays inside is not a way to it.
    private static List<string> Ways(ProtocolModel protocol, Func<int, bool> isInside)
    {
        var steps =
            from state in Enumerable.Range(0, protocol.States.Count)
            where !isInside(state)
            from command in protocol.Commands
            where command.Cells[state] >= 0
            from outcome in ReplyPlaces.Answers(protocol, command.Rules[command.Cells[state]])
            where outcome.Target >= 0 && isInside(outcome.Target)
            select (command.Verb, Reply: Prefixed(protocol, outcome.Reply));
        var connect =
            from outcome in protocol.Connect.Outcomes
            where outcome.Reply >= 0 && isInside(outcome.Target < 0 ? protocol.InitialState : outcome.Target)
            select (Verb: "", Reply: Prefixed(protocol, outcome.Reply));
        return [.. from step in connect.Concat(steps)
                   group step.Reply by step.Verb into replies
                   let list = string.Join(", ", replies.Distinct())
                   select replies.Key.Length > 0 ? $"{replies.Key} ({list})" : list];
    }

    private static string Prefixed(ProtocolModel protocol, int reply) => $"{ReplyText.Prefix(protocol, protocol.Replies[reply])} {protocol.Replies[reply].Name}";
}
