using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>What the files of a client have to agree on: actions, their names, and the replies that may answer them.</summary>
internal sealed class ClientShape(ProtocolModel model)
{
    private ILookup<string, int>? _repliesOfType;

    // What can be answered to a client that has not said anything.
    private static readonly HashSet<OtherwiseInput> s_atConnect =
        [OtherwiseInput.TalksFirst, OtherwiseInput.TooManyConnections, OtherwiseInput.Shutdown, OtherwiseInput.HandlerFailed, OtherwiseInput.HandlerCloses];

    // What can be answered to something that is not a command.
    private static readonly HashSet<OtherwiseInput> s_atBody =
        [OtherwiseInput.TooSlow, OtherwiseInput.Shutdown, OtherwiseInput.SessionTooLong, OtherwiseInput.HandlerFailed, OtherwiseInput.HandlerCloses];

    public ProtocolModel Model { get; } = model;

    public ClientGraph Graph { get; } = ClientGraph.Of(model);

    public string Name { get; } = Names.Pascal(model.Name);

    /// <summary>
    /// Whether a client can be made: it must know when it is answered, and what it writes before a verb. Where a command may be answered
    /// by silence and by something else, nobody knows the state before the answer unless both lead to the same; and after replies that
    /// come before silence nobody knows whether more follow.
    /// </summary>
    public static bool CanHave(ProtocolModel model) => (model.Prefix is null || Tag(model.Prefix) is not null)
        && model.Commands.All(command => (command.Sends.Count == 0 || !command.Outcomes.Any(outcome => IsSilent(model, outcome)))
            && command.Rules.All(rule => IsToldApart(model, rule)));

    /// <summary>Whether no success of an action is ever told.</summary>
    public bool IsAlwaysSilent(ClientAction action)
    {
        var successes = Successes(action);
        return successes.Count > 0 && successes.TrueForAll(edge => edge.Reply < 0);
    }

    /// <summary>Whether an action is a command whose every success ends the session.</summary>
    public bool IsLeaving(ClientAction action)
    {
        var successes = Successes(action);
        return action.Kind == ClientActionKind.Command && Chunk(action) is null && RepliesPer(action) is null
            && successes.Count > 0 && successes.TrueForAll(edge => Graph.States[edge.To].Kind == ClientStateKind.Final);
    }

    /// <summary>What a client writes before a verb: its own mark, among fixed texts; null where it would have to know more.</summary>
    public static string? Tag(PrefixModel prefix)
    {
        var parts = prefix.Writing.Parts;
        bool isPlain = parts.All(part => part.Kind is WritingPartKind.Literal or WritingPartKind.Capture or WritingPartKind.WhenGiven);
        var required = prefix.Writing.Inputs.Where(input => !input.IsOptional).ToList();
        return isPlain && required.Count <= 1 && (required.Count == 0 || prefix.Pattern.Matches(Text("a1")) && prefix.Pattern.Matches(Text($"a{int.MaxValue}"))) ? required.FirstOrDefault()?.Capture ?? "" : null;

        string Text(string tag) => string.Concat(parts.Select(part => part.Kind switch
        {
            WritingPartKind.Literal => part.Text,
            WritingPartKind.Capture => tag,
            _ => "",
        }));
    }

    private List<ClientEdge> Successes(ClientAction action) =>
        [.. Graph.Edges.Where(edge => Graph.Actions[edge.Action] == action && (edge.Reply < 0 || Model.Replies[edge.Reply].IsPositive))];

    private static bool IsToldApart(ProtocolModel model, RuleModel rule)
    {
        var silent = rule.Outcomes.Where(outcome => IsSilent(model, outcome)).Select(outcome => outcome.Target).Distinct().ToList();
        var heard = rule.Outcomes.Where(outcome => outcome.Reply >= 0 && !IsSilent(model, outcome) && model.Replies[outcome.Reply].IsPositive);
        return silent.Count == 0 || (silent.Count == 1 && heard.All(outcome => outcome.Target == silent[0]));
    }

    private static bool IsSilent(ProtocolModel model, OutcomeModel outcome) => outcome.Reply < 0 || model.Replies[outcome.Reply].IsSilent;

    /// <summary>The enum of the replies to an action.</summary>
    public string ReplyType(ClientAction action) => action.Kind switch
    {
        ClientActionKind.Connect => Name + "GreetingReply",
        ClientActionKind.Body => Name + Names.Pascal(Model.Bodies[action.Subject].Name) + "Reply",
        _ => Name + Names.Pascal(Model.Commands[action.Subject].Verb) + "Reply",
    };

    /// <summary>The actions, one for each type of reply.</summary>
    public IEnumerable<ClientAction> OnePerReplyType() => Graph.Actions.GroupBy(ReplyType).Select(group => group.First());

    /// <summary>The method of the machine that takes an action.</summary>
    public string Method(ClientAction action)
    {
        string verb = action.Kind is ClientActionKind.Connect or ClientActionKind.Body ? "" : Names.Pascal(Model.Commands[action.Subject].Verb);
        return action.Kind switch
        {
            ClientActionKind.Connect => "ReadGreeting",
            ClientActionKind.Body => "Send" + Names.Pascal(Model.Bodies[action.Subject].Name),
            ClientActionKind.Line => verb + Names.Pascal(Line(action).Capture),
            ClientActionKind.Cancel => "Cancel" + verb,
            _ => verb,
        };
    }

    /// <summary>The line that an action sends or cancels.</summary>
    public ReadLineModel Line(ClientAction action) => Model.Commands[action.Subject].Lines.First();

    /// <summary>The chunk that a command announces; null where it announces none.</summary>
    public ChunkModel? Chunk(ClientAction action) =>
        action.Kind == ClientActionKind.Command ? Model.Commands[action.Subject].Chunk : null;

    /// <summary>The command for whose every success there is one reply to an action; null: there is one reply.</summary>
    public CommandModel? RepliesPer(ClientAction action)
    {
        var body = action.Kind switch
        {
            ClientActionKind.Body => Model.Bodies[action.Subject],
            ClientActionKind.Command => Model.Commands[action.Subject].ChunkedBody is { } read ? Model.Bodies[read.Body] : null,
            _ => null,
        };
        return body is { Per: >= 0 } ? Model.Commands[body.Per] : null;
    }

    /// <summary>Whether a reply to an action asks for TLS.</summary>
    public bool Secures(ClientAction action) =>
        action.Kind == ClientActionKind.Command && Model.Commands[action.Subject].Upgrades;

    /// <summary>The replies that may answer an action, those of the command itself first.</summary>
    public IReadOnlyList<int> Declared(ClientAction action)
    {
        var replies = RepliesOfType[ReplyType(action)];
        if (action.Kind is ClientActionKind.Command or ClientActionKind.Line or ClientActionKind.Cancel)
            replies = replies.Concat(Refusals(Model.Commands[action.Subject]));
        if (action.Kind == ClientActionKind.Command && Model.Literals is { } literals)
            replies = replies.Append(literals.TooBig.Reply);
        if (action.Kind == ClientActionKind.Command && Model.Arrays is { } arrays)
            replies = replies.Append(arrays.TooBig.Reply).Append(arrays.BadFraming.Reply);
        return [.. replies.Concat(Otherwise(action)).Where(reply => reply >= 0 && !Model.Replies[reply].IsSilent).Distinct()];
    }

    private ILookup<string, int> RepliesOfType =>
        _repliesOfType ??= Graph.Edges.ToLookup(edge => ReplyType(Graph.Actions[edge.Action]), edge => edge.Reply, StringComparer.Ordinal);

    private IEnumerable<int> Otherwise(ClientAction action) => Model.Otherwise
        .Where(row => action.Kind switch
        {
            ClientActionKind.Connect => s_atConnect.Contains(row.Input),
            ClientActionKind.Body => s_atBody.Contains(row.Input),
            _ => row.Input is not (OtherwiseInput.TalksFirst or OtherwiseInput.TooManyConnections or OtherwiseInput.TooSlow),
        })
        .Select(row => row.Reply)
        .Concat(Model.Tallies.Where(tally => Counts(tally, action)).Select(tally => tally.Reply));

    private bool Counts(TallyModel tally, ClientAction action) => action.Kind switch
    {
        ClientActionKind.Connect => false,
        ClientActionKind.Body => Graph.Edges.Any(edge => Graph.Actions[edge.Action] == action && tally.Replies.Contains(edge.Reply)),
        _ => tally.Commands.Contains(action.Subject)
            || Graph.Edges.Any(edge => Graph.Actions[edge.Action].Subject == action.Subject && tally.Replies.Contains(edge.Reply)),
    };

    private static IEnumerable<int> Refusals(CommandModel command)
    {
        foreach (var need in command.Policies.Concat(command.Needs))
            yield return need.Reply;
        if (command.Quota is { } quota)
            yield return quota.Reply;
        foreach (var capture in command.Captures.Concat(command.Parameters.Select(parameter => parameter.Capture).OfType<CaptureModel>()))
            yield return capture.TooBigReply;
        if (command.NonAscii is { } nonAscii)
            yield return nonAscii.Reply;
        if (command.BadArguments is { } bad)
            yield return bad.Reply;
        if (command.Data is { } data)
        {
            yield return data.TooBig.Reply;
            yield return data.BadFraming.Reply;
        }
    }
}
