using SmtpGen.Language.Binding;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Checks;

/// <summary>Where a reply is used.</summary>
internal enum UseKind
{
    /// <summary>Answer to a command.</summary>
    Command,

    /// <summary>Answer to a body, whatever it says.</summary>
    Body,

    /// <summary>Answer to a new connection.</summary>
    Connect,

    /// <summary>Answer to what is no legal command.</summary>
    Otherwise,

    /// <summary>Answer to an argument beyond a limit, or to one command too many.</summary>
    Limit,
}

/// <summary>One use of a reply.</summary>
/// <param name="At">Where it is named.</param>
/// <param name="Reply">Index of the reply.</param>
/// <param name="Target">Index of the next state; -1: the same.</param>
/// <param name="Kind">Where it is used.</param>
/// <param name="IsDecided">Whether a handler chooses it among several.</param>
/// <param name="Command">The command that is answered; null where none is.</param>
/// <param name="AsksForBody">Whether a body is read behind it.</param>
internal sealed record ReplyUse(
    Name At, int Reply, int Target, UseKind Kind, bool IsDecided, BoundCommand? Command, bool AsksForBody)
{
    /// <summary>Every use in a protocol.</summary>
    public static IEnumerable<ReplyUse> All(BoundProtocol protocol)
    {
        var uses = protocol.Connect.SelectMany(o => Of(o, UseKind.Connect, protocol.Connect.Count > 1, null))
            .Concat(protocol.Otherwise.SelectMany(r => Of(r.Outcome, UseKind.Otherwise, false, null)))
            .Concat(protocol.Commands.SelectMany(Of));
        return protocol.Foreign is { } foreign ? uses.Concat(Of(foreign.Outcome, UseKind.Otherwise, false, null)) : uses;
    }

    /// <summary>The uses that an outcome stands for: its own and those behind its body.</summary>
    public static IEnumerable<ReplyUse> Of(BoundOutcome outcome, UseKind kind, bool isDecided, BoundCommand? command)
    {
        yield return new ReplyUse(
            outcome.ReplyName, outcome.Model.Reply, outcome.Model.Target, kind, isDecided, command, outcome.Body is not null);
        if (outcome.Body is not { } body)
            yield break;
        var inBody = body.Outcomes.SelectMany(o => Of(o, UseKind.Body, body.Outcomes.Count > 1, command));
        foreach (var fixedOutcome in new[] { body.TooBig, body.BadFraming }.OfType<BoundOutcome>())
            inBody = inBody.Concat(Of(fixedOutcome, UseKind.Body, false, command));
        foreach (var use in inBody)
            yield return use;
    }

    private static IEnumerable<ReplyUse> Of(BoundCommand command)
    {
        var ruled = command.Rules.SelectMany(r => r.Outcomes.SelectMany(o => Of(o, UseKind.Command, r.Outcomes.Count > 1, command)));
        return ruled.Concat(Limits(command).Select(l => new ReplyUse(l.At, l.Reply, -1, UseKind.Limit, false, command, false)));
    }

    private static IEnumerable<(Name At, int Reply)> Limits(BoundCommand command)
    {
        if (command.Quota is { } quota)
            yield return (command.Syntax.Quota!.Reply, quota.Reply);
        if (command.NonAscii is { } nonAscii)
            yield return (command.Syntax.Verb, nonAscii.Reply);
        foreach (var capture in command.Captures.Where(c => c.TooBigReply >= 0))
            yield return (command.Syntax.Annotations[capture.Name].Else!, capture.TooBigReply);
        foreach (var parameter in command.Parameters)
        {
            if (parameter.Model.Capture is { TooBigReply: >= 0 } value)
                yield return (parameter.Syntax.Annotations[value.Name].Else!, value.TooBigReply);
        }
    }
}
