namespace SmtpGen.Runtime.Client;

/// <summary>
/// The client's side of a protocol's table, as static data; generated. States, actions and replies are numbers here:
/// those of the specification first, in its order, then those that only a client has.
/// </summary>
public abstract class ClientTable
{
    internal const int FallbackLength = 2;
    internal const ushort None = ushort.MaxValue;

    /// <summary>Name of the protocol.</summary>
    public abstract string Protocol { get; }

    /// <summary>The server's side of the protocol, which says what replies look like; null where code and text are all there is to know.</summary>
    public virtual ServerTable? Server => null;

    /// <summary>The capture of the prefix that holds a client's own mark for each command; -1: there is none.</summary>
    public virtual int TagCapture => -1;

    /// <summary>The state before the greeting.</summary>
    public abstract int Start { get; }

    /// <summary>The longest line of a reply to an action in octets, CRLF included.</summary>
    public abstract int MaxReplyLine(int action);

    /// <summary>The longest line of an action in octets, CRLF included.</summary>
    public abstract int MaxLine(int action);

    /// <summary>How long to wait for a reply.</summary>
    public abstract TimeSpan ReplyWait { get; }

    /// <summary>How long to wait until a block of a body is sent.</summary>
    public abstract TimeSpan BlockWait { get; }

    /// <summary>How long to wait for the answer to a body.</summary>
    public abstract TimeSpan BodyWait { get; }

    /// <summary>Two numbers for each reply that may come at any time: reply, next state; 65535 for the same state.</summary>
    public abstract ReadOnlySpan<ushort> Fallbacks { get; }

    /// <summary>How many actions there are.</summary>
    public abstract int ActionCount { get; }

    /// <summary>Five numbers for each declared reply to an action: state, reply, next state, which chunks, effect. 65535 stands for none.</summary>
    public abstract ReadOnlySpan<ushort> EdgesOf(int action);

    /// <summary>The replies that may answer an action, those of the command itself first.</summary>
    public abstract ReadOnlySpan<ushort> Declared(int action);

    /// <summary>The replies that may come before the one that answers an action.</summary>
    public virtual ReadOnlySpan<ushort> SentBefore(int action) => [];

    /// <summary>The names of the values in a reply, separated by spaces.</summary>
    public virtual string ValueNames(int reply) => "";

    /// <summary>Name of a reply in the specification.</summary>
    public abstract string ReplyName(int reply);

    /// <summary>What stands before the verb of a command.</summary>
    /// <param name="tag">The client's mark for it.</param>
    public virtual string Prefix(string tag) => "";

    /// <summary>The protocol's state while a client is in one of its own.</summary>
    public virtual int ProtocolState(int state) => state;

    /// <summary>Name of a state.</summary>
    public abstract string StateName(int state);

    /// <summary>Whether the session is over in a state.</summary>
    public abstract bool IsFinal(int state);

    /// <summary>Name of an action: a verb, the name of a body.</summary>
    public abstract string ActionName(int action);

    /// <summary>The body that the server waits for in a state; -1: none.</summary>
    public abstract int BodyAction(int state);

    /// <summary>Whether nothing may be sent after an action before it is answered.</summary>
    public abstract bool IsSync(int action);

    /// <summary>The action for whose every success there is one reply to a body; -1: there is one reply.</summary>
    public abstract int RepliesPer(int action);

    /// <summary>Whether it is counted, up to this state, how often an action succeeded.</summary>
    public abstract bool KeepsCount(int action, int state);

    /// <summary>The code of a reply.</summary>
    public abstract int Code(int reply);

    /// <summary>The enhanced status code of a reply; empty where there is none.</summary>
    public abstract string EnhancedCode(int reply);

    /// <summary>How many lines of a reply stand before the list of extensions.</summary>
    public abstract int LinesBeforeExtensions(int reply);

    /// <summary>What a reply says, in a language.</summary>
    public abstract string Meaning(int reply, string locale);

    /// <summary>What to do about a reply, in a language.</summary>
    public abstract string Fix(int reply, string locale);
}
