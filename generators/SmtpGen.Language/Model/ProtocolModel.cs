using SmtpGen.Language.Text;

namespace SmtpGen.Language.Model;

/// <summary>
/// A protocol as everything downstream sees it: bound, checked, without positions, equal to another when the emitted code
/// would be. Indices refer to the arrays of this record; -1 means none.
/// </summary>
/// <param name="Name">Name in the specification, which prefixes the generated types: <c>Smtp</c>.</param>
/// <param name="Cites">The document it follows, such as <c>RFC5321</c>; empty if none.</param>
/// <param name="Doc">Doc comment; empty if none.</param>
/// <param name="Lines">Lengths of lines.</param>
/// <param name="Waits">How long the server waits.</param>
/// <param name="Limits">Configurable upper bounds.</param>
/// <param name="Options">Configurable switches.</param>
/// <param name="Flags">Facts about a session beside its state; at most 32.</param>
/// <param name="States">Leaf states; the index is the value in generated code.</param>
/// <param name="Groups">Named sets of states.</param>
/// <param name="InitialState">Index of the state a session starts in.</param>
/// <param name="Replies">All replies; the index is the value in generated code.</param>
/// <param name="Classes">Meaning of the first digit.</param>
/// <param name="Extensions">Extensions in the order in which they are announced.</param>
/// <param name="ExtensionsNeed">Mask of the flags that must be set for extensions to be usable.</param>
/// <param name="ExtensionsOr">Index of the option under which they are usable without those flags; -1: none.</param>
/// <param name="Commands">Commands in declaration order; the index is the value in generated code.</param>
/// <param name="Connect">Answers to a new connection.</param>
/// <param name="Otherwise">Answers to everything that is not a legal command.</param>
/// <param name="Foreign">Input of other protocols.</param>
/// <param name="Helps">Translations of the reply table.</param>
/// <param name="Words">Texts that the application gives a session.</param>
/// <param name="Bodies">What is read that is not a line.</param>
/// <param name="Base">The protocol it extends; null where it extends none.</param>
/// <param name="Statuses">What replies begin with where they have no codes; null: they have codes.</param>
/// <param name="Tallies">What is given only so often in a session.</param>
public sealed record ProtocolModel(
    string Name,
    string Cites,
    string Doc,
    LinesModel Lines,
    WaitsModel Waits,
    EquatableArray<LimitModel> Limits,
    EquatableArray<OptionModel> Options,
    EquatableArray<FlagModel> Flags,
    EquatableArray<StateModel> States,
    EquatableArray<GroupModel> Groups,
    int InitialState,
    EquatableArray<ReplyModel> Replies,
    EquatableArray<ReplyClassModel> Classes,
    EquatableArray<ExtensionModel> Extensions,
    uint ExtensionsNeed,
    int ExtensionsOr,
    EquatableArray<CommandModel> Commands,
    RuleModel Connect,
    EquatableArray<OtherwiseModel> Otherwise,
    ForeignModel? Foreign,
    EquatableArray<HelpModel> Helps,
    EquatableArray<WordModel> Words,
    EquatableArray<BodyModel> Bodies,
    ProtocolModel? Base,
    StatusesModel? Statuses,
    EquatableArray<TallyModel> Tallies)
{
    /// <summary>The replies that may be sent while nothing is asked.</summary>
    public EquatableArray<UnsolicitedModel> Unsolicited { get; init; } = [];

    /// <summary>The root namespace of the referenced assembly it is compiled into; null: it is compiled here.</summary>
    public string? CompiledInto { get; init; }

    /// <summary>What stands before the verb of each command; null: nothing does.</summary>
    public PrefixModel? Prefix { get; init; }

    /// <summary>Octets that a line announces, after which its command goes on; null: no line does.</summary>
    public LiteralsModel? Literals { get; init; }

    /// <summary>Commands that come as arrays of counted octets; null: none does.</summary>
    public ArraysModel? Arrays { get; init; }
}

/// <summary>A reply that may be sent while nothing is asked.</summary>
/// <param name="Reply">Index of the reply.</param>
/// <param name="States">Indices of the states in which it may be sent.</param>
public sealed record UnsolicitedModel(int Reply, EquatableArray<int> States);

/// <summary>A text that the application gives a session.</summary>
public sealed record WordModel(string Name, string Doc);

/// <summary>What replies begin with where they have no codes, such as <c>+OK</c> (RFC 1939 section 3).</summary>
/// <param name="All">The statuses, in the order in which they are declared.</param>
public sealed record StatusesModel(EquatableArray<StatusModel> All);

/// <summary>What some replies begin with.</summary>
/// <param name="Name">Its name; that of its kind where it has no other.</param>
/// <param name="Code">The class of codes that means the same, and two zeros: 200 positive, 300 intermediate, 500 negative.</param>
/// <param name="Text">As it was written; empty: a reply is its text alone.</param>
/// <param name="Parts">The text as literals and slots.</param>
public sealed record StatusModel(string Name, int Code, string Text, EquatableArray<TextPart> Parts);

/// <summary>Lengths of lines in octets, line end included.</summary>
/// <param name="Max">Longest command line that is parsed.</param>
/// <param name="Drain">Most octets of one line that are read and thrown away before the connection is closed.</param>
/// <param name="Reply">Longest reply line.</param>
/// <param name="AnyBlanks">
/// Index of the option under which any spaces and tabs stand where one space does, before arguments and parameters and at
/// the end of a line; -1: none.
/// </param>
/// <param name="TakesUtf8">Whether replies may hold UTF-8, and not ASCII alone.</param>
public sealed record LinesModel(int Max, int Drain, int Reply, int AnyBlanks, bool TakesUtf8)
{
    /// <summary>Whether the further lines of a reply with a status stand as they are, and not as dotted lines.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether verbs are compared octet by octet, and not in any case.</summary>
    public bool HasExactVerbs { get; init; }
}

/// <summary>How long the server waits, in seconds.</summary>
/// <param name="Command">For a command line.</param>
/// <param name="DataBlock">For the next block of a body.</param>
/// <param name="DataEnd">A client, for the answer to a body.</param>
public sealed record WaitsModel(int Command, int DataBlock, int DataEnd);

/// <summary>A configurable upper bound.</summary>
public sealed record LimitModel(string Name, string Doc, long Default, long Min, long Max);

/// <summary>A configurable switch.</summary>
/// <param name="Name">Name in the specification.</param>
/// <param name="Doc">Doc comment; empty if none.</param>
/// <param name="Default">Whether it is on unless configured otherwise.</param>
/// <param name="StandsFor">Indices of the options that it turns; empty for a switch of its own.</param>
public sealed record OptionModel(string Name, string Doc, bool Default, EquatableArray<int> StandsFor)
{
    /// <summary>Number of options a protocol may have: they are bits of one number.</summary>
    public const int MaxCount = 64;
}

/// <summary>A fact about a session beside its state.</summary>
/// <param name="Name">Name in the specification.</param>
/// <param name="Doc">Doc comment; empty if none.</param>
/// <param name="Scope">Group outside which the flag is cleared; -1: it lasts.</param>
public sealed record FlagModel(string Name, string Doc, int Scope);

/// <summary>A leaf state.</summary>
public sealed record StateModel(string Name, string Doc, bool IsFinal);

/// <summary>A named set of states.</summary>
public sealed record GroupModel(string Name, string Doc, EquatableArray<int> Members);
