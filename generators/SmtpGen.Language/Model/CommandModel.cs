using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Model;

/// <summary>A command.</summary>
/// <param name="Verb">Verb, in upper case where it is known in any.</param>
/// <param name="OriginalVerb">The verb it has in the protocol it is inherited from; the same where it was not renamed.</param>
/// <param name="Doc">Doc comment; empty if none.</param>
/// <param name="Cites">Document and section; empty if none.</param>
/// <param name="Extension">Index of the extension that brings it; -1: always there.</param>
/// <param name="Sync">Whether it must be the last of a pipelined group (RFC 2920 section 3.1).</param>
/// <param name="Syntax">How to write it, for people.</param>
/// <param name="Arguments">Automaton over what follows the verb and one space; null: no argument is allowed.</param>
/// <param name="Writing">How a client writes them.</param>
/// <param name="Captures">What the automaton captures, in the order of the pattern.</param>
/// <param name="TakesParameters">Whether <c>[params]</c> follow the arguments.</param>
/// <param name="Parameters">The parameters that extensions define.</param>
/// <param name="NonAscii">What an argument beyond ASCII needs; null: nothing.</param>
/// <param name="Quota">How often it may succeed; null: without bound.</param>
/// <param name="Policies">What must be true before the state is looked at.</param>
/// <param name="Needs">What must be true in a state that allows it.</param>
/// <param name="LineMax">Longest line of it in octets, line end included; 0: as the protocol says.</param>
/// <param name="BadArguments">The answer to arguments that the grammar does not match; null: that of <c>otherwise</c>.</param>
/// <param name="KeepsSpaces">Whether spaces at the end of its line belong to the arguments.</param>
/// <param name="Rules">What may happen, a rule for each set of states.</param>
/// <param name="Cells">Rule index for each state; -1: wrong state.</param>
/// <param name="Opened">The states that options open to it.</param>
public sealed record CommandModel(
    string Verb,
    string OriginalVerb,
    string Doc,
    string Cites,
    int Extension,
    bool Sync,
    string Syntax,
    Automaton? Arguments,
    WritingModel Writing,
    EquatableArray<CaptureModel> Captures,
    bool TakesParameters,
    EquatableArray<ParameterModel> Parameters,
    NonAsciiModel? NonAscii,
    QuotaModel? Quota,
    EquatableArray<NeedModel> Policies,
    EquatableArray<NeedModel> Needs,
    int LineMax,
    OutcomeModel? BadArguments,
    bool KeepsSpaces,
    EquatableArray<RuleModel> Rules,
    EquatableArray<int> Cells,
    EquatableArray<OpenedStateModel> Opened)
{
    /// <summary>Indices of the replies that may be sent before the one that answers it.</summary>
    public EquatableArray<int> Sends { get; init; } = [];

    /// <summary>The octets after its line; null: there are none.</summary>
    public DataModel? Data { get; init; }

    /// <summary>The rule whose reply a handler chooses; null when every rule has one reply only.</summary>
    public RuleModel? Decision
    {
        get
        {
            foreach (var rule in Rules)
            {
                if (rule.IsDecision)
                    return rule;
            }

            return null;
        }
    }

    /// <summary>The replies to it and where each leads, in all states.</summary>
    public IEnumerable<OutcomeModel> Outcomes => Rules.SelectMany(rule => rule.Outcomes);

    /// <summary>The lines that are read after replies to it.</summary>
    public IEnumerable<ReadLineModel> Lines => Outcomes.Select(outcome => outcome.Line).OfType<ReadLineModel>();

    /// <summary>Whether it encrypts the connection.</summary>
    public bool Upgrades => Outcomes.Any(outcome => outcome.Upgrades);

    /// <summary>The body of which such a command announces a counted piece; null: it announces none.</summary>
    public ReadBodyModel? ChunkedBody => Outcomes.Select(outcome => outcome.Body).FirstOrDefault(body => body?.Chunk is not null);

    /// <summary>How the body comes in counted pieces that such a command announces; null: it announces none.</summary>
    public ChunkModel? Chunk => ChunkedBody?.Chunk;
}

/// <summary>A captured part of an argument.</summary>
/// <param name="Name">Name in the specification; a part of a capture is <c>sender.local</c>.</param>
/// <param name="Kind">How it is read.</param>
/// <param name="Limit">Index of the limit a number must not exceed; -1: none.</param>
/// <param name="TooBigReply">Index of the reply for a larger number; -1 without a limit.</param>
/// <param name="AsciiOnly">Whether octets above 127 are bad arguments.</param>
public sealed record CaptureModel(string Name, CaptureKind Kind, int Limit, int TooBigReply, bool AsciiOnly)
{
    /// <summary>What stands between the elements of a list.</summary>
    public byte Separator { get; init; }
}

/// <summary>How a capture is read.</summary>
public enum CaptureKind
{
    /// <summary>As the octets that were sent.</summary>
    Text,

    /// <summary>As an unsigned decimal number of 64 bits.</summary>
    Number,

    /// <summary>As a text, which is taken out of its quotes where it stands in some.</summary>
    Unquoted,

    /// <summary>As the texts between separators.</summary>
    List,

    /// <summary>As the octets after the line.</summary>
    Data,
}

/// <summary>A state that allows a command only while an option is on. Who follows the protocol never relies on it.</summary>
/// <param name="State">Index of the state.</param>
/// <param name="Rule">Index of the rule.</param>
/// <param name="Option">Index of the option.</param>
public sealed record OpenedStateModel(int State, int Rule, int Option);

/// <summary>A parameter of a command: <c>KEYWORD</c> or <c>KEYWORD=value</c>.</summary>
/// <param name="Keyword">Keyword in upper case, without the equals sign.</param>
/// <param name="Doc">Doc comment; empty if none.</param>
/// <param name="Extension">Index of the extension that brings it; -1: always there.</param>
/// <param name="Value">Automaton over the value; null: a value is not allowed.</param>
/// <param name="Capture">The captured value; null where there is none.</param>
/// <param name="Sets">Mask of the flags it sets.</param>
public sealed record ParameterModel(string Keyword, string Doc, int Extension, Automaton? Value, CaptureModel? Capture, uint Sets);

/// <summary>What an argument beyond ASCII needs.</summary>
public sealed record NonAsciiModel(uint Needs, int Reply);

/// <summary>What must be true of the session.</summary>
/// <param name="Set">Mask of the flags that must be set.</param>
/// <param name="Clear">Mask of the flags that must be clear.</param>
/// <param name="Option">Index of the option that switches the rule on; -1: it always holds.</param>
/// <param name="Reply">Index of the answer where it is not so.</param>
public sealed record NeedModel(uint Set, uint Clear, int Option, int Reply);

/// <summary>How often a command may succeed.</summary>
/// <param name="Limit">Index of the limit.</param>
/// <param name="Group">Index of the group of states outside which the count starts anew.</param>
/// <param name="Reply">Index of the reply to one more.</param>
public sealed record QuotaModel(int Limit, int Group, int Reply);

/// <summary>An extension.</summary>
/// <param name="Keyword">Keyword as announced.</param>
/// <param name="Doc">Doc comment; empty if none.</param>
/// <param name="Cites">Document; empty if none.</param>
/// <param name="IsOn">Whether it is offered unless configured otherwise.</param>
/// <param name="Argument">What follows the keyword, as literals and slots.</param>
/// <param name="With">Indices of the extensions without which it is not on offer, those that these need included.</param>
/// <param name="WhenSet">Mask of the flags that must be set for it to be offered.</param>
/// <param name="WhenClear">Mask of the flags that must be clear for it to be offered.</param>
public sealed record ExtensionModel(
    string Keyword, string Doc, string Cites, bool IsOn, EquatableArray<TextPart> Argument, EquatableArray<int> With,
    uint WhenSet, uint WhenClear);
