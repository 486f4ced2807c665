using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Explanations;

/// <summary>The words around an explanation in English.</summary>
internal sealed class EnglishWording : Wording
{
    public override string Class => "class";

    public override string Reply => "reply";

    public override string Meaning => "meaning";

    public override string Seen => "seen";

    public override string Fix => "fix";

    public override string States => "states";

    public override string Answers => "answers";

    public override string Nowhere => "none: nothing in this protocol is answered so";

    public override string Connection => "a new connection";

    public override string Syntax => "syntax";

    public override string Document => "document";

    public override string Extension => "extension";

    public override string Groups => "part of";

    public override string Commands => "commands";

    public override string ReachedBy => "reached by";

    public override string Elsewhere => "elsewhere";

    public override string Same => "same state";

    public override string Foreign => "a line of another protocol, such as HTTP or TLS";

    public override string ThenLine => "then a line of the client";

    public override string ThenTls => "then TLS";

    public override string ThenText => "then lines of the server";

    public override string ThenAnother => "then another reply";

    public override string Unasked => "nothing, unasked,";

    public override string Input(OtherwiseInput input) => input switch
    {
        OtherwiseInput.UnknownVerb => "a command that does not exist",
        OtherwiseInput.WrongState => "a command that the state does not allow",
        OtherwiseInput.BadArguments => "a command whose arguments do not have its syntax",
        OtherwiseInput.UnknownParameter => "a parameter that no extension on offer has",
        OtherwiseInput.NotOffered => "a command of an extension that is not on offer",
        OtherwiseInput.LineTooLong => "a line that is too long",
        OtherwiseInput.EndlessLine => "a line that does not end",
        OtherwiseInput.BareLineFeed => "a line that ends in LF without CR",
        OtherwiseInput.HandlerFailed => "a failure of the server's program",
        OtherwiseInput.HandlerCloses => "a decision of the server's program to end the session",
        OtherwiseInput.TalksFirst => "a client that talks before it is greeted",
        OtherwiseInput.Idle => "a client that is silent too long",
        OtherwiseInput.TooSlow => "a message that comes too slowly",
        OtherwiseInput.SessionTooLong => "a session that lasts too long",
        OtherwiseInput.Shutdown => "a server that stops",
        OtherwiseInput.TooManyConnections => "a connection beyond those allowed",
        OtherwiseInput.TooManyErrors => "more protocol errors than allowed",
        _ => "octets sent before the answer to a command that encrypts the connection",
    };

    public override string InAnyState(string input) => $"{input}, in any state";

    public override string Beyond(string limit) => $"more answers than the limit {limit}";

    public override string Slot(TextPart slot, string doc) => slot.Kind switch
    {
        TextPartKind.Host => "the host name",
        TextPartKind.Commands => "the commands on offer",
        TextPartKind.Path => "the commands of a whole transaction in their order",
        TextPartKind.First => "the command that has to come first",
        TextPartKind.Allowed => "the commands that the state allows",
        TextPartKind.Syntax => "the syntax of the command",
        TextPartKind.Verb => "the verb that was sent",
        TextPartKind.Extensions => "the extensions on offer, a line each",
        TextPartKind.LineMax => "the length of the longest line",
        TextPartKind.Limit => $"the limit {slot.Text}",
        TextPartKind.Word when doc.Length > 0 => char.ToLowerInvariant(doc[0]) + doc[1..].TrimEnd('.'),
        TextPartKind.Prefix => $"the {Words(slot.Text)} that stood before the command",
        TextPartKind.ParameterLength => $"the number of octets of the {Words(slot.Text)}",
        TextPartKind.Capture => $"the {Words(slot.Text)} that the command named",
        _ => $"the {Words(slot.Text)}",
    };

    public override string InStates(string states) => $"in {states}";

    public override string First(string states, string verb) => $"{states}: {verb} first";

    public override string ThenBody(string name) => $"then {name}";
}
