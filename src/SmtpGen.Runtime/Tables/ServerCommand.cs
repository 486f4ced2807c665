using System.Diagnostics;
using System.Text;

namespace SmtpGen.Runtime;

/// <summary>A command, and how it is answered.</summary>
/// <param name="verb">The verb.</param>
[DebuggerDisplay("{Verb,nq} {Cites,nq}")]
public sealed class ServerCommand(string verb)
{
    /// <summary>The verb.</summary>
    public string Verb { get; } = verb;

    /// <summary>Document and section; empty: none.</summary>
    public string Cites { get; init; } = "";

    /// <summary>How to write it.</summary>
    public string Syntax { get; init; } = "";

    /// <summary>The outcomes of the command in each of its states.</summary>
    public required ServerRule[] Rules { get; init; }

    /// <summary>The extension that brings it; -1: it is always there.</summary>
    public int Extension { get; init; } = -1;

    /// <summary>Whether it encrypts the connection.</summary>
    public bool Upgrades { get; init; }

    /// <summary>Whether spaces at the end of its line belong to its arguments.</summary>
    public bool KeepsSpaces { get; init; }

    /// <summary>The longest line of it in octets, line end included; 0: as the protocol says.</summary>
    public int LineMax { get; init; }

    /// <summary>Whether it is named where all commands are listed.</summary>
    public bool IsListed { get; init; }

    /// <summary>What must be true before the state is looked at.</summary>
    public ServerNeed[] Policies { get; init; } = [];

    /// <summary>What must be true in a state that allows it.</summary>
    public ServerNeed[] Needs { get; init; } = [];

    /// <summary>The grammar of its arguments; -1: it has none.</summary>
    public int Grammar { get; init; } = -1;

    /// <summary>How many registers the grammar and the parameters fill.</summary>
    public int Registers { get; init; }

    /// <summary>What its arguments and parameters say.</summary>
    public ServerCapture[] Captures { get; init; } = [];

    /// <summary>Whether parameters may follow the arguments.</summary>
    public bool TakesParameters { get; init; }

    /// <summary>The parameters; forms of one parameter follow each other.</summary>
    public ServerParameter[] Parameters { get; init; } = [];

    /// <summary>The register after those of the arguments.</summary>
    public int FirstParameterRegister { get; init; }

    /// <summary>The outcome of arguments that cannot be read; -1: that of the protocol.</summary>
    public int BadArguments { get; init; } = -1;

    /// <summary>What an argument beyond ASCII needs; null: nothing.</summary>
    public ServerNeed? NonAscii { get; init; }

    /// <summary>How often it may succeed; null: without bound.</summary>
    public ServerQuota? Quota { get; init; }

    /// <summary>The octets that it announces; null: it announces none.</summary>
    public ServerChunk? Chunk { get; init; }

    /// <summary>The replies that may be sent before the one that answers it.</summary>
    public int[] Sends { get; init; } = [];

    /// <summary>The octets after its line; null: there are none.</summary>
    public ServerData? Data { get; init; }

    /// <summary>Whether its line must be kept until it is answered.</summary>
    public bool KeepsLine { get; init; }

    /// <summary>The verb in a list whose items are separated by spaces.</summary>
    internal byte[] VerbAfterSpace { get; } = Encoding.ASCII.GetBytes(" " + verb);

    /// <summary>The verb in a list whose items are separated by commas.</summary>
    internal byte[] VerbAfterComma { get; } = Encoding.ASCII.GetBytes(", " + verb);

    /// <summary>The captured numbers that have a limit.</summary>
    internal ServerCapture[] LimitedNumbers => field ??= [.. Captures.Where(capture => capture.Limit >= 0)];

    /// <summary>The captured texts that hold ASCII only.</summary>
    internal ServerCapture[] AsciiTexts => field ??= [.. Captures.Where(capture => capture.AsciiOnly)];

    /// <summary>The captured texts that are taken out of their quotes.</summary>
    internal ServerCapture[] UnquotedTexts => field ??= [.. Captures.Where(capture => capture.IsUnquoted)];

    /// <summary>Whether octets that are not commands follow its line.</summary>
    internal bool Announces => Chunk is not null || Data is not null;

    /// <summary>Whether anything may follow the verb.</summary>
    internal bool TakesText => Grammar >= 0 || TakesParameters || NonAscii is not null;
}

/// <summary>Which outcomes answer a command in some states.</summary>
/// <param name="First">The first outcome.</param>
/// <param name="States">The states.</param>
public sealed record ServerRule(int First, int[] States)
{
    /// <summary>The option without which these states do not allow the command; -1: they always do.</summary>
    public int Option { get; init; } = -1;
}

/// <summary>What must be true of a session.</summary>
/// <param name="Set">The flags that must be set.</param>
/// <param name="Clear">The flags that must be clear.</param>
/// <param name="Reply">The reply where it is not so.</param>
public sealed record ServerNeed(uint Set, uint Clear, int Reply)
{
    /// <summary>The option under which this holds; -1: it always does.</summary>
    public int Option { get; init; } = -1;
}

/// <summary>How often a command may succeed.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Reply">The reply to one more.</param>
public sealed record ServerQuota(int Limit, int Reply);

/// <summary>Where a command says how many octets follow it.</summary>
/// <param name="Length">The register of the number's first octet.</param>
/// <param name="LengthEnd">The register of the number's end.</param>
/// <param name="Last">The register that tells whether they are the last.</param>
public sealed record ServerChunk(int Length, int LengthEnd, int Last);

/// <summary>A part of what a command says.</summary>
/// <param name="Name">Its name in the specification.</param>
/// <param name="Start">The register of its first octet.</param>
/// <param name="End">The register of its end.</param>
public sealed record ServerCapture(string Name, int Start, int End)
{
    /// <summary>Whether octets above 127 are wrong in it.</summary>
    public bool AsciiOnly { get; init; }

    /// <summary>Whether the text is taken out of its quotes where it stands in some.</summary>
    public bool IsUnquoted { get; init; }

    /// <summary>The limit that a number must not exceed; -1: none.</summary>
    public int Limit { get; init; } = -1;

    /// <summary>The reply to a larger number.</summary>
    public int TooBig { get; init; } = -1;
}

/// <summary>A parameter of a command: <c>KEYWORD</c> or <c>KEYWORD=value</c>.</summary>
/// <param name="Keyword">The keyword.</param>
/// <param name="Register">The register of the value's first octet; its end is in the next one.</param>
public sealed record ServerParameter(string Keyword, int Register)
{
    /// <summary>The extension that brings it; -1: it is always there.</summary>
    public int Extension { get; init; } = -1;

    /// <summary>The grammar of the value; -1: a value is not allowed.</summary>
    public int Grammar { get; init; } = -1;

    /// <summary>The register of the grammar that holds where the captured part begins; -1: the whole value is meant.</summary>
    public int ValueStart { get; init; } = -1;

    /// <summary>The register of the grammar that holds where the captured part ends.</summary>
    public int ValueEnd { get; init; } = -1;

    /// <summary>Whether octets above 127 are wrong in the value.</summary>
    public bool AsciiOnly { get; init; }

    /// <summary>The flags that it sets.</summary>
    public uint Sets { get; init; }

    /// <summary>The keyword as it is sent.</summary>
    internal byte[] KeywordOctets { get; } = Encoding.ASCII.GetBytes(Keyword);
}
