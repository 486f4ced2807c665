using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Checks;

/// <summary>Where a reply is used.</summary>
internal enum UseKind
{
    /// <summary>Answer to a command.</summary>
    Command,

    /// <summary>Answer to a body, whatever it says.</summary>
    Body,

    /// <summary>Answer to a line that is not a command.</summary>
    Line,

    /// <summary>Answer to a new connection.</summary>
    Connect,

    /// <summary>Answer to what is not a legal command.</summary>
    Otherwise,

    /// <summary>Sent while nothing is asked.</summary>
    Unsolicited,

    /// <summary>Answer to an argument beyond a limit, to one command too many, or where something is needed.</summary>
    Limit,
}

/// <summary>One use of a reply.</summary>
/// <param name="At">Where it is named.</param>
/// <param name="Reply">Index of the reply.</param>
/// <param name="Target">Index of the next state; -1: the same.</param>
/// <param name="Kind">Where it is used.</param>
/// <param name="IsDecided">Whether a handler chooses it among several.</param>
/// <param name="Command">The command that is answered; null where none is.</param>
/// <param name="Then">What follows the reply; null: the next command.</param>
internal sealed record ReplyUse(
    Name At, int Reply, int Target, UseKind Kind, bool IsDecided, BoundCommand? Command, ThenModel? Then)
{
    /// <summary>Every use in a protocol.</summary>
    public static IEnumerable<ReplyUse> All(BoundProtocol protocol) =>
        protocol.Connect.SelectMany(o => Of(o, UseKind.Connect, protocol.Connect.Count > 1 || protocol.ConnectAsks, null))
            .Concat(protocol.Unsolicited.Select(u => new ReplyUse(u.At, u.Model.Reply, -1, UseKind.Unsolicited, true, null, null)))
            .Concat(protocol.OtherwiseOutcomes.SelectMany(o => Of(o, UseKind.Otherwise, false, null)))
            .Concat(protocol.Commands.SelectMany(Of));

    /// <summary>The uses that an outcome stands for: its own and those that follow it.</summary>
    public static IEnumerable<ReplyUse> Of(BoundOutcome outcome, UseKind kind, bool isDecided, BoundCommand? command)
    {
        if (outcome.Model.Reply >= 0)
            yield return new ReplyUse(outcome.At, outcome.Model.Reply, outcome.Model.Target, kind, isDecided, command, outcome.Model.Then);
        var decided = outcome.Then is BoundReadBody { Body.Outcomes: { Count: > 1 } answers } ? answers : [];
        foreach (var following in outcome.Following)
        {
            var followingKind = outcome.Then is BoundReadBody ? UseKind.Body : UseKind.Line;
            foreach (var use in Of(following, followingKind, decided.Contains(following), command))
                yield return use;
        }
    }

    private static IEnumerable<ReplyUse> Of(BoundCommand command)
    {
        var ruled = command.Rules.SelectMany(r => r.Outcomes.SelectMany(o => Of(o, UseKind.Command, r.IsDecision, command)));
        return ruled.Concat(command.Sends.Select(s => new ReplyUse(s.At, s.Reply, -1, UseKind.Command, true, command, null))).Concat(Limits(command).Select(l => new ReplyUse(l.At, l.Reply, -1, UseKind.Limit, false, command, null)))
            .Concat(command.Data is { } data ? new[] { data.TooBig, data.BadFraming }.SelectMany(o => Of(o, UseKind.Otherwise, false, command)) : [])
            .Concat(command.BadArguments is { } bad ? Of(bad, UseKind.Otherwise, false, command) : []);
    }

    private static IEnumerable<(Name At, int Reply)> Limits(BoundCommand command)
    {
        if (command.Quota is { } quota)
            yield return (command.Syntax.Quota!.Reply, quota.Reply);
        if (command.NonAscii is { } nonAscii)
            yield return (command.Syntax.Verb, nonAscii.Reply);
        foreach (var need in command.Policies.Concat(command.Needs))
            yield return (need.Syntax.Reply, need.Model.Reply);
        foreach (var capture in command.Captures.Where(c => c.TooBigReply >= 0))
            yield return (command.Syntax.Annotations[capture.Name].Else!, capture.TooBigReply);
        foreach (var parameter in command.Parameters)
        {
            if (parameter.Model.Capture is { TooBigReply: >= 0 } value)
                yield return (parameter.Syntax.Annotations[value.Name].Else!, value.TooBigReply);
        }
    }
}
