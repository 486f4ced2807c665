using SmtpGen.Language.Text;

namespace SmtpGen.Language.Model;

/// <summary>A reply.</summary>
/// <param name="Name">Name in the specification: <c>bad-sequence</c>.</param>
/// <param name="Code">Three digits; of a reply with a status, its class and two zeros; 0: nothing is sent.</param>
/// <param name="Status">What it begins with in the place of a code; null: it has a code, or nothing is sent.</param>
/// <param name="EnhancedCode">RFC 3463 code, or empty.</param>
/// <param name="Parameters">Values that whoever chooses the reply must give.</param>
/// <param name="Lines">Text lines, each a sequence of literals and slots.</param>
/// <param name="IsFree">Whether a handler may say it in its own words.</param>
/// <param name="IsWhole">Whether its line is never folded.</param>
/// <param name="Help">Meaning, seen and fix in English.</param>
public sealed record ReplyModel(
    string Name,
    int Code,
    StatusModel? Status,
    string EnhancedCode,
    EquatableArray<ReplyParameterModel> Parameters,
    EquatableArray<EquatableArray<TextPart>> Lines,
    bool IsFree,
    bool IsWhole,
    HelpText Help)
{
    /// <summary>Whether the code is 2xx or 3xx, or nothing is sent.</summary>
    public bool IsPositive => Code < 400;

    /// <summary>Whether nothing is sent.</summary>
    public bool IsSilent => Code == 0;
}

/// <summary>A value that whoever chooses the reply must give.</summary>
/// <param name="Name">Its name: <c>count</c>.</param>
/// <param name="Kind">What it is, and how it is written.</param>
public sealed record ReplyParameterModel(string Name, ReplyValueKind Kind);

/// <summary>What a value of a reply is, and how it is written. The names in a specification are the words in lower case.</summary>
public enum ReplyValueKind
{
    /// <summary>A text of one line.</summary>
    Text,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A text in double quotes, with a backslash before quotes and backslashes.</summary>
    Quoted,

    /// <summary>A text in double quotes, with quotes doubled.</summary>
    Doubled,

    /// <summary>Any octets, as they are.</summary>
    Octets,
}

/// <summary>A piece of a reply text.</summary>
/// <param name="Kind">What stands here.</param>
/// <param name="Text">The literal, or the slot's name.</param>
public sealed record TextPart(TextPartKind Kind, string Text);

/// <summary>What a piece of a reply text is filled from.</summary>
public enum TextPartKind
{
    /// <summary>Itself.</summary>
    Literal,

    /// <summary>The configured host name.</summary>
    Host,

    /// <summary>All verbs on offer, in declaration order.</summary>
    Commands,

    /// <summary>The verbs of the shortest way through a whole transaction.</summary>
    Path,

    /// <summary>First command on the shortest way to a state that allows the refused command.</summary>
    First,

    /// <summary>The verbs allowed in the current state.</summary>
    Allowed,

    /// <summary>The syntax of the command that was refused.</summary>
    Syntax,

    /// <summary>The first octet of the arguments that cannot stand there, and its place.</summary>
    Octet,

    /// <summary>The verb of the line that is answered, as it was written.</summary>
    Verb,

    /// <summary>A line for each extension on offer.</summary>
    Extensions,

    /// <summary>The longest line that is parsed, in octets.</summary>
    LineMax,

    /// <summary>A configured limit.</summary>
    Limit,

    /// <summary>A text that the application gave the session.</summary>
    Word,

    /// <summary>A capture of the command that is answered.</summary>
    Capture,

    /// <summary>A capture of what stood before the verb.</summary>
    Prefix,

    /// <summary>A value given with the reply.</summary>
    Parameter,

    /// <summary>The number of octets of a value given with the reply.</summary>
    ParameterLength,
}

/// <summary>What a reply, or a class of replies, teaches. Empty where the specification says nothing.</summary>
/// <param name="Meaning">What is said.</param>
/// <param name="Seen">When one sees it.</param>
/// <param name="Fix">What to do.</param>
public sealed record HelpText(string Meaning, string Seen, string Fix)
{
    /// <summary>Nothing.</summary>
    public static HelpText None { get; } = new("", "", "");
}

/// <summary>Meaning of a first digit.</summary>
/// <param name="Digit">The first digit.</param>
/// <param name="Name">Name in the cited document.</param>
/// <param name="Meaning">What it says.</param>
public sealed record ReplyClassModel(int Digit, string Name, string Meaning);

/// <summary>A translation of the reply table.</summary>
/// <param name="Locale">Language tag such as <c>ja</c>.</param>
/// <param name="Classes">Translated classes.</param>
/// <param name="Replies">One entry a reply of the protocol, in its order.</param>
public sealed record HelpModel(string Locale, EquatableArray<ReplyClassModel> Classes, EquatableArray<HelpText> Replies);
