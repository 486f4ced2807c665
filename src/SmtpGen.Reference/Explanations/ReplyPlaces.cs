using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Explanations;

/// <summary>The commands that can get a reply in a state.</summary>
/// <param name="State">The state.</param>
/// <param name="Commands">Their verbs.</param>
internal sealed record StatePlace(string State, IReadOnlyList<string> Commands);

/// <summary>Where a reply may come.</summary>
internal static class ReplyPlaces
{
    /// <summary>The states in which commands can get it, whatever the reason.</summary>
    public static IReadOnlyList<StatePlace> States(ProtocolModel protocol, int reply) =>
        [.. from state in Enumerable.Range(0, protocol.States.Count)
            where !protocol.States[state].IsFinal
            let verbs = protocol.Commands.Where(command => Gets(protocol, command, state, reply)).Select(command => command.Verb).Distinct().ToList()
            where verbs.Count > 0
            select new StatePlace(protocol.States[state].Name, verbs)];

    /// <summary>What it answers that is not a legal command, in words.</summary>
    public static IReadOnlyList<string> Inputs(ProtocolModel protocol, int reply, Wording words) =>
    [
        .. protocol.Connect.Outcomes.Any(outcome => outcome.Reply == reply) ? [words.Connection] : Array.Empty<string>(),
        .. from push in protocol.Unsolicited
            where push.Reply == reply
            select words.Unasked + " " + words.InStates(string.Join(", ", push.States.Select(state => protocol.States[state].Name))),
        .. protocol.Otherwise.Where(row => row.Reply == reply).Select(row => words.InAnyState(words.Input(row.Input))),
        .. protocol.Foreign?.Reply == reply ? [words.InAnyState(words.Foreign)] : Array.Empty<string>(),
        .. protocol.Tallies.Where(tally => tally.Reply == reply).Select(tally => words.InAnyState(words.Beyond(protocol.Limits[tally.Limit].Name))),
    ];

    /// <summary>What follows it before the next command, each once.</summary>
    public static IReadOnlyList<ThenModel> Following(ProtocolModel protocol, int reply) =>
        [.. Outcomes(protocol, reply).Select(outcome => outcome.Then).OfType<ThenModel>().Distinct()];

    /// <summary>Indices of the states that it leads to, each once; -1: the state stays as it is. After what is read, its answer leads on.</summary>
    public static IReadOnlyList<int> Targets(ProtocolModel protocol, int reply) =>
    [
        .. Outcomes(protocol, reply).Where(outcome => outcome.Then is not { IsRead: true }).Select(outcome => outcome.Target)
            .Concat(protocol.Otherwise.Where(row => row.Reply == reply).Select(row => row.Target))
            .Concat(protocol.Tallies.Where(tally => tally.Reply == reply).Select(tally => tally.Target))
            .Concat(protocol.Foreign is { } foreign && foreign.Reply == reply ? [foreign.Target] : [])
            .Concat(protocol.Commands.Any(command => Refusals(command).Concat(command.Policies.Select(need => need.Reply)).Contains(reply) && command.BadArguments?.Reply != reply) ? [-1] : [])
            .Distinct().Order(),
    ];

    /// <summary>The answers that a rule leads to: its own, and those to the body or the line that is read then.</summary>
    public static IEnumerable<OutcomeModel> Answers(ProtocolModel protocol, RuleModel rule) => rule.Answers(protocol).Where(outcome => outcome.Reply >= 0);

    private static IEnumerable<OutcomeModel> Outcomes(ProtocolModel protocol, int reply) => protocol.Connect.Outcomes
        .Concat(protocol.Commands.SelectMany(command => command.Rules.SelectMany(rule => rule.Answers(protocol)).Concat(command.BadArguments is { } bad ? [bad] : [])))
        .Where(outcome => outcome.Reply == reply);

    private static bool Gets(ProtocolModel protocol, CommandModel command, int state, int reply)
    {
        if (command.Policies.Any(need => need.Reply == reply && MayMiss(protocol, need, state)))
            return true;
        if (command.Cells[state] < 0)
            return false;
        var rule = command.Rules[command.Cells[state]];
        return Answers(protocol, rule).Any(outcome => outcome.Reply == reply)
            || (rule.IsDecision && command.Sends.Contains(reply))
            || (Routes.Accepts(protocol, command, state) && Refusals(command).Contains(reply));
    }

    // What must be clear and is set only in a group of states is missed only there.
    private static bool MayMiss(ProtocolModel protocol, NeedModel need, int state)
    {
        if (need.Set != 0)
            return true;
        return Enumerable.Range(0, protocol.Flags.Count).Where(flag => (need.Clear & (1u << flag)) != 0)
            .Any(flag => protocol.Flags[flag].Scope is var scope && (scope < 0 || protocol.Groups[scope].Members.Contains(state)));
    }

    private static IEnumerable<int> Refusals(CommandModel command) =>
    [
        .. command.Needs.Select(need => need.Reply),
        command.Quota?.Reply ?? -1,
        command.NonAscii?.Reply ?? -1,
        command.BadArguments?.Reply ?? -1,
        .. command.Captures.Select(capture => capture.TooBigReply),
        .. command.Parameters.Select(parameter => parameter.Capture?.TooBigReply ?? -1),
    ];
}
