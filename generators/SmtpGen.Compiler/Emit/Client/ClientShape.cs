using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>What the files of a client have to agree on: actions, their names, and the replies that may answer them.</summary>
internal sealed class ClientShape(ProtocolModel model)
{
    // What can be answered to a client that has not said anything.
    private static readonly HashSet<OtherwiseInput> s_atConnect =
        [OtherwiseInput.TalksFirst, OtherwiseInput.TooManyConnections, OtherwiseInput.Shutdown, OtherwiseInput.HandlerFailed, OtherwiseInput.HandlerCloses];

    // What can be answered to something that is no command.
    private static readonly HashSet<OtherwiseInput> s_atBody =
        [OtherwiseInput.TooSlow, OtherwiseInput.Shutdown, OtherwiseInput.SessionTooLong, OtherwiseInput.HandlerFailed, OtherwiseInput.HandlerCloses];

    public ProtocolModel Model { get; } = model;

    public ClientGraph Graph { get; } = ClientGraph.Of(model);

    public string Name { get; } = Names.Pascal(model.Name);

    /// <summary>
    /// Whether a client can be made: replies without codes do not say how many lines follow, and none reads a body that follows a reply, or
    /// replies that come before the one that answers, or unasked, nor writes anything before a verb, or counts octets.
    /// </summary>
    public static bool CanHave(ProtocolModel model) => model.Statuses is null && model.Prefix is null && model.Literals is null && model.Arrays is null
        && model.Unsolicited.Count == 0
        && !model.Replies.Any(reply => reply.IsSilent)
        && !model.Commands.Any(command => command.Sends.Count > 0 || command.Data is not null || command.Outcomes.Any(outcome => outcome.Sends));

    /// <summary>The enum of the replies to an action.</summary>
    public string ReplyType(ClientAction action) => action.Kind switch
    {
        ClientActionKind.Connect => "ConnectReply",
        ClientActionKind.Body => Names.Pascal(Model.Bodies[action.Subject].Name) + "Reply",
        _ => Names.Pascal(Model.Commands[action.Subject].Verb) + "Reply",
    };

    /// <summary>The actions, one for each type of reply.</summary>
    public IEnumerable<ClientAction> OnePerReplyType() => Graph.Actions.GroupBy(ReplyType).Select(group => group.First());

    /// <summary>The method of the machine that takes an action.</summary>
    public string Method(ClientAction action)
    {
        string verb = action.Kind is ClientActionKind.Connect or ClientActionKind.Body ? "" : Names.Pascal(Model.Commands[action.Subject].Verb);
        return action.Kind switch
        {
            ClientActionKind.Connect => "Connect",
            ClientActionKind.Body => "Send" + Names.Pascal(Model.Bodies[action.Subject].Name),
            ClientActionKind.Line => verb + Names.Pascal(Line(action).Capture),
            ClientActionKind.Cancel => "Cancel" + verb,
            _ => verb,
        };
    }

    /// <summary>The line that an action sends or gives up.</summary>
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
        var replies = Graph.Edges.Where(edge => ReplyType(Graph.Actions[edge.Action]) == ReplyType(action)).Select(edge => edge.Reply);
        if (action.Kind is ClientActionKind.Command or ClientActionKind.Line or ClientActionKind.Cancel)
            replies = replies.Concat(Refusals(Model.Commands[action.Subject]));
        return [.. replies.Concat(Otherwise(action)).Where(reply => reply >= 0).Distinct()];
    }

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
    }
}
