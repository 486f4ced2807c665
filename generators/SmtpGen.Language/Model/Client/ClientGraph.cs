using SmtpGen.Language.Text;

namespace SmtpGen.Language.Model;

/// <summary>
/// The table as the side that sends commands walks through it. It has states that a server does not need: before the
/// greeting, and between a reply and the body or line that the reply asks for.
/// </summary>
/// <param name="States">The protocol's states with their indices, then those of the client alone.</param>
/// <param name="Actions">What a client can do: the commands with their indices, then everything else.</param>
/// <param name="Edges">The declared replies to each action in each state that has any.</param>
public sealed record ClientGraph(
    EquatableArray<ClientState> States, EquatableArray<ClientAction> Actions, EquatableArray<ClientEdge> Edges)
{
    /// <summary>The client's side of a protocol.</summary>
    public static ClientGraph Of(ProtocolModel protocol) => new ClientGraphBuilder(protocol).Build();

    /// <summary>Index of the state before the greeting; the initial one where there is no greeting.</summary>
    public int Start { get; init; }

    /// <summary>Index of an action.</summary>
    public int IndexOf(ClientActionKind kind, int subject)
    {
        for (int i = 0; i < Actions.Count; i++)
        {
            if (Actions[i].Kind == kind && Actions[i].Subject == subject)
                return i;
        }

        return -1;
    }
}

/// <summary>A state of a client.</summary>
/// <param name="Name">Name for people; a state between a reply and what it asks for is <c>Recipients/Message</c>.</param>
/// <param name="Kind">What the client waits to do.</param>
/// <param name="Protocol">Index of the protocol's state meanwhile; -1 before the greeting.</param>
public sealed record ClientState(string Name, ClientStateKind Kind, int Protocol);

/// <summary>What a client can do in a state.</summary>
public enum ClientStateKind
{
    /// <summary>Send a command.</summary>
    Command,

    /// <summary>Read the greeting.</summary>
    Start,

    /// <summary>Send the body that was asked for.</summary>
    Body,

    /// <summary>Send the line that was asked for.</summary>
    Line,

    /// <summary>Nothing: the session is over.</summary>
    Final,
}

/// <summary>Something a client does that is answered.</summary>
/// <param name="Name">The verb; the name of a body; <c>AUTH:response</c> for a line; <c>AUTH:cancel</c>; <c>connect</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">Index of the command, or of the body; -1 for the greeting.</param>
public sealed record ClientAction(string Name, ClientActionKind Kind, int Subject);

/// <summary>What a client does.</summary>
public enum ClientActionKind
{
    /// <summary>It sends a command.</summary>
    Command,

    /// <summary>It waits for the greeting.</summary>
    Connect,

    /// <summary>It sends a body.</summary>
    Body,

    /// <summary>It sends a line that a reply asked for.</summary>
    Line,

    /// <summary>It cancels the exchange instead of sending the line.</summary>
    Cancel,
}

/// <summary>A declared reply to an action, and where it leads.</summary>
/// <param name="From">Index of the state.</param>
/// <param name="Action">Index of the action.</param>
/// <param name="Reply">Index of the reply; -1: nothing is said.</param>
/// <param name="To">Index of the next state.</param>
/// <param name="Chunk">Which chunks of a body it answers.</param>
/// <param name="Effect">What it does to what the client knows of the server.</param>
public sealed record ClientEdge(int From, int Action, int Reply, int To, ChunkPlace Chunk, ClientEffect Effect);

/// <summary>Which chunks of a body a reply answers.</summary>
public enum ChunkPlace
{
    /// <summary>Any, or there are no chunks.</summary>
    Any,

    /// <summary>One that is not the last.</summary>
    Middle,

    /// <summary>The last.</summary>
    Last,
}

/// <summary>What a reply does to what the client knows of the server.</summary>
public enum ClientEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It lists the extensions.</summary>
    ListsExtensions,

    /// <summary>What was listed holds no longer.</summary>
    ForgetsExtensions,

    /// <summary>The connection is encrypted next, and what was listed holds no longer.</summary>
    Secures,

    /// <summary>A body follows it.</summary>
    SendsBody,
}
