using System.Diagnostics;

namespace SmtpGen.Runtime;

/// <summary>A reply, as it is sent.</summary>
/// <param name="name">Its name in the specification.</param>
/// <param name="code">Three digits; of a reply with a status, its class and two zeros.</param>
/// <param name="prefix">What every line begins with, such as <c>503-5.5.1</c> and a space; with statuses, what the first line begins with.</param>
[DebuggerDisplay("{Code,nq} {Name,nq}")]
public sealed class ServerReply(string name, int code, ReadOnlySpan<byte> prefix)
{
    /// <summary>Its name in the specification.</summary>
    public string Name { get; } = name;

    /// <summary>Three digits; of a reply with a status, its class and two zeros; 0: nothing is sent.</summary>
    public int Code { get; } = code;

    /// <summary>What its lines begin with.</summary>
    public byte[] Prefix { get; } = prefix.ToArray();

    /// <summary>What its first line begins with where that is not always the same; nothing where it is.</summary>
    public ReplyPart[] Opening { get; init; } = [];

    /// <summary>The whole reply, line ends included; empty for one that is made of parts.</summary>
    public byte[] Wire { get; init; } = [];

    /// <summary>The lines of a reply that is made of parts.</summary>
    public ReplyPart[][] Lines { get; init; } = [];

    /// <summary>Whether who chooses the reply gives a value that stands in it.</summary>
    public bool HasParameter { get; init; }

    /// <summary>Whether its line may grow as long as the text is.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The tallies that count it, a bit each.</summary>
    public uint CountedBy { get; init; }

    /// <summary>Whether it says that something succeeded, or goes on.</summary>
    internal bool IsPositive => Code < 400;
}
