using System.Diagnostics;
using System.Text;

namespace SmtpGen.Runtime;

/// <summary>An extension.</summary>
/// <param name="keyword">The keyword, as it is listed.</param>
[DebuggerDisplay("{Keyword,nq}")]
public sealed class ServerExtension(string keyword)
{
    /// <summary>The keyword, as it is listed.</summary>
    public string Keyword { get; } = keyword;

    /// <summary>What follows the keyword.</summary>
    public ReplyPart[] Argument { get; init; } = [];

    /// <summary>The switches of it and of those without which it is not on offer, a bit each.</summary>
    public required ulong Switches { get; init; }

    /// <summary>Whether it, or one without which it is not on offer, encrypts the connection.</summary>
    public bool Secures { get; init; }

    /// <summary>The flags that must be set for it to be on offer.</summary>
    public uint WhenSet { get; init; }

    /// <summary>The flags that must be clear for it to be on offer.</summary>
    public uint WhenClear { get; init; }

    /// <summary>The words that must be given for it to be on offer.</summary>
    public int[] Words { get; init; } = [];

    /// <summary>The commands of it and of those without which it is not on offer, a list for each extension that has some.</summary>
    public int[][] Commands { get; init; } = [];

    /// <summary>The keyword as it is sent, with the space before what follows it.</summary>
    internal byte[] KeywordOctets => field ??= Encoding.ASCII.GetBytes(Argument.Length > 0 ? Keyword + " " : Keyword);
}
