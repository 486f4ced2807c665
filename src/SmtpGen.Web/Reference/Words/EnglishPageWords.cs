namespace SmtpGen.Web.Reference.Words;

/// <summary>The words of the reference pages in English.</summary>
internal sealed class EnglishPageWords() : PageWords("en")
{
    public override string LanguageName => "English";
    public override string Skip => "Skip to the content";
    public override string Pages => "Pages";
    public override string Languages => "Languages";
    public override string Crumbs => "Where this page is";
    public override string Inbox => "Inbox";
    public override string Sessions => "Sessions";
    public override string Protocol => "Protocol";
    public override string TryIt => "Try it";
    public override string GeneratedFrom => "Generated from the specification of the protocol.";
    public override string Reference => "Protocol reference";
    public override string ReferenceLead => "Every state, command and reply of a protocol, what each means, and what to do about it.";
    public override string OnThisPage => "On this page";
    public override string Diagram => "State diagram";
    public override string DiagramCaption =>
        "The heavy line is the way of a session that succeeds. A command that holds for a whole group leaves the frame of the group. A state links to its entry below.";
    public override string Initial => "initial";
    public override string Final => "final";
    public override string Group => "group";
    public override string Extensions => "Extensions";
    public override string Limits => "Limits";
    public override string Options => "Options";
    public override string Facts => "Facts about a session";
    public override string FactsLead => "What a session remembers beside its state.";
    public override string Replies => "Replies";
    public override string EnhancedCodes => "Enhanced status codes";
    public override string EnhancedCode => "Enhanced code";
    public override string Confused => "Often confused";
    public override string Command => "Command";
    public override string Name => "Name";
    public override string Default => "Default";
    public override string Range => "Range";
    public override string On => "on";
    public override string Off => "off";
    public override string Needs => "needs";
    public override string StandsFor => "stands for";
    public override string Brings => "Brings";
    public override string Announces => "Announces";
    public override string SyntaxAbnf => "Grammar (ABNF)";
    public override string DrawingLead => "Follow the line from left to right. A round box is sent as it is; a square one is a rule, and SP a space.";
    public override string StatesAndReplies => "States and replies";
    public override string State => "State";
    public override string LeadsTo => "Leads to";
    public override string RefusedElsewhere => "In other states";
    public override string ComesFirst => "Send first";
    public override string AlsoRefused => "Other refusals";
    public override string AlsoRefusedLead => "These come in the states above where something else is wrong: the arguments, a limit, or what the operator asks for.";
    public override string Parameters => "Parameters";
    public override string Parameter => "Parameter";
    public override string Limit => "Limit";
    public override string OnlyReply => "reply";
    public override string Conversation => "A conversation that causes it";
    public override string Marked => "the reply in question";
    public override string Client => "client";
    public override string Server => "server";
    public override string Before => "more was said before";
    public override string Compare => "Compare";
    public override string Show => "Compare";
    public override string NoCode => "no code";
    public override string Unexplained => "The specification does not explain this reply.";
    public override string AnyState => "any state";
    public override string Difference => "The main difference";
    public override string Expect => "Which one to expect when";
    public override string SideBySide => "Side by side";
    public override string Missing => "There is no such page";
    protected override string Closes => "The server closes the connection.";
    protected override string Handshake => "The client and the server encrypt the connection (TLS).";

    public override string Counts(int states, int commands, int replies) => $"{states} states, {commands} commands, {replies} replies";

    public override string Ways(int count) => count == 1 ? "1 way" : $"{count} ways";

    public override string UsedRules(int count) => count == 1 ? "The rule that it uses" : $"The {count} rules that it uses";

    public override string ProtocolTitle(string protocol) => $"{protocol}: states, commands and replies";

    public override string ProtocolDescription(string protocol) =>
        $"The states of {protocol} as a diagram, its commands with their syntax and replies, its extensions, limits and reply codes.";

    public override string CommandTitle(string protocol, string verb) => $"{protocol} {verb}: syntax, states and replies";

    public override string CommandDescription(string protocol, string verb, string meaning) =>
        $"The command {verb} of {protocol}. {meaning} Its syntax, the states that allow it, and every reply to it.";

    public override string RefusedElsewhereLead(string verb) => $"{verb} is refused in these states. Another command leads on.";

    public override string ReplyTitle(string protocol, string code, string text) => $"{protocol} {code}: {text}";

    public override string ReplyDescription(string protocol, string code, string meaning) => $"What {code} means in {protocol}, when it is seen and how to fix it. {meaning}";

    public override string SeveralReplies(string code, int count) => $"{code} begins {count} different replies. The text after it tells which one was sent.";

    public override string CompareWith(string code) => $"Compare {code} with";

    public override string PairTitle(string protocol, string left, string right) => $"{protocol} {left} vs {right}: the difference";

    public override string PairHeading(string left, string right) => $"{left} vs {right}";

    public override string MissingLead(string path) => $"Nothing is known of “{path}”. These are the reply codes that there are:";

    public override string Document(string document, string? section) => section is null ? document : $"{document} section {section}";

    public override string Class(int digit) => digit switch
    {
        2 => "Positive",
        3 => "Intermediate",
        4 => "Transient negative",
        5 => "Negative",
        _ => "Nothing is sent",
    };
}
