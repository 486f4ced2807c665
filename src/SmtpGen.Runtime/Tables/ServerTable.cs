using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Runtime;

/// <summary>Gives the compiled grammar with a number.</summary>
public delegate AutomatonTables GrammarSource(int number);

/// <summary>
/// The server's side of a protocol, as data; generated, one for each protocol. A <see cref="ServerMachine"/> walks it. Numbers
/// in its rows are places in its lists, and -1 stands for none.
/// </summary>
public sealed class ServerTable
{
    /// <summary>The choice of a handler that ends the session, whatever it was asked.</summary>
    public const int HandlerCloses = ushort.MaxValue;

    /// <summary>Name of the protocol.</summary>
    public required string Protocol { get; init; }

    /// <summary>Lengths of lines.</summary>
    public required LineLengths Lines { get; init; }

    /// <summary>Whether replies begin with a status such as <c>+OK</c>, and not with a code (RFC 1939 section 3).</summary>
    public bool HasStatuses { get; init; }

    /// <summary>Whether the further lines of a reply with a status stand as they are, without a line of one dot at their end.</summary>
    public bool HasPlainLines { get; init; }

    /// <summary>The replies that may be sent while nothing is asked.</summary>
    public ServerPush[] Unsolicited { get; init; } = [];

    /// <summary>Whether replies may always hold UTF-8.</summary>
    public bool TakesUtf8 { get; init; }

    /// <summary>Whether verbs are compared octet by octet, and not in any case.</summary>
    public bool HasExactVerbs { get; init; }

    /// <summary>The states.</summary>
    public required ServerState[] States { get; init; }

    /// <summary>The state a session starts in.</summary>
    public required int InitialState { get; init; }

    /// <summary>The replies.</summary>
    public required ServerReply[] Replies { get; init; }

    /// <summary>Replies and where each leads; the outcomes of a rule follow each other.</summary>
    public required ServerOutcome[] Outcomes { get; init; }

    /// <summary>The first outcome of the rule that answers a new connection.</summary>
    public required int Connect { get; init; }

    /// <summary>What a handler is asked; the first one stands for nothing.</summary>
    public required ServerDecision[] Decisions { get; init; }

    /// <summary>The commands.</summary>
    public required ServerCommand[] Commands { get; init; }

    /// <summary>What stands before the verb of each command; null: nothing does.</summary>
    public ServerPrefix? Prefix { get; init; }

    /// <summary>Octets that a line announces, after which its command goes on; null: no line does.</summary>
    public ServerLiterals? Literals { get; init; }

    /// <summary>Commands that come as arrays of counted octets; null: none does.</summary>
    public ServerArrays? Arrays { get; init; }

    /// <summary>The bodies.</summary>
    public ServerBody[] Bodies { get; init; } = [];

    /// <summary>The extensions, in the order in which they are listed.</summary>
    public ServerExtension[] Extensions { get; init; } = [];

    /// <summary>The flags without which no extension is usable.</summary>
    public uint ExtensionsNeed { get; init; }

    /// <summary>The option under which extensions are usable without those flags.</summary>
    public int ExtensionsOr { get; init; } = -1;

    /// <summary>Answers that are given only so often.</summary>
    public ServerTally[] Tallies { get; init; } = [];

    /// <summary>The outcomes of what is not a legal command.</summary>
    public required ServerEventRow[] Otherwise { get; init; }

    /// <summary>First words of another protocol's lines.</summary>
    public string[] ForeignVerbs { get; init; } = [];

    /// <summary>First octets of another protocol's lines.</summary>
    public byte[] ForeignOctets { get; init; } = [];

    /// <summary>The names of the options.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>The option under which any spaces and tabs stand where one space does.</summary>
    public int AnyBlanksOption { get; init; } = -1;

    /// <summary>The option under which a line may end in LF without CR.</summary>
    public int BareLineFeedOption { get; init; } = -1;

    /// <summary>The limit on protocol errors in a session.</summary>
    public int ErrorsLimit { get; init; } = -1;

    /// <summary>The flags of which one must be set for text beyond ASCII to be sent (RFC 6531 section 3.7.4).</summary>
    public uint Utf8Flags { get; init; }

    /// <summary>The flags that say that the connection is encrypted.</summary>
    public uint SecuredFlags { get; init; }

    /// <summary>How many texts an application gives a session.</summary>
    public int WordCount { get; init; }

    /// <summary>The compiled grammars.</summary>
    public GrammarSource Grammar { get; init; } = static _ => default;

    /// <summary>Whether commands may hold texts whose octets are counted.</summary>
    internal bool CountsOctets => Literals is not null || Arrays is not null || Array.Exists(Commands, command => command.Data is not null);

    /// <summary>What a machine looks up at every command.</summary>
    internal ServerIndex Index => field ??= new ServerIndex(this);
}

/// <summary>Lengths of lines in octets, line end included.</summary>
/// <param name="Max">The longest command line that is parsed.</param>
/// <param name="Drain">The most octets of one line that are read and thrown away.</param>
/// <param name="Reply">The longest reply line.</param>
public sealed record LineLengths(int Max, int Drain, int Reply);
