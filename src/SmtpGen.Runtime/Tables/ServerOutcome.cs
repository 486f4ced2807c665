using System.Diagnostics;

namespace SmtpGen.Runtime;

/// <summary>A reply, and where it leads.</summary>
/// <param name="name">What is answered, with what, and the next state: <c>Rcpt.RecipientOk -> Recipients</c>.</param>
/// <param name="reply">The reply; -1: nothing is said.</param>
/// <param name="target">The next state; -1: the same.</param>
[DebuggerDisplay("{Name,nq}")]
public sealed class ServerOutcome(string name, int reply, int target)
{
    /// <summary>What is answered, with what, and the next state.</summary>
    public string Name { get; } = name;

    /// <summary>The reply; -1: nothing is said.</summary>
    public int Reply { get; } = reply;

    /// <summary>The next state; -1: the same.</summary>
    public int Target { get; } = target;

    /// <summary>The flags that it sets.</summary>
    public uint Sets { get; init; }

    /// <summary>The flags that it clears.</summary>
    public uint Clears { get; init; }

    /// <summary>Who chooses among the outcomes that begin here; 0: nobody has to.</summary>
    public int Decision { get; init; }

    /// <summary>What follows the reply; null: the next command.</summary>
    public ServerContinuation? Then { get; init; }

    /// <summary>The tallies that count it, a bit each.</summary>
    public uint CountedBy { get; init; }

    /// <summary>The tallies that begin anew with it, a bit each.</summary>
    public uint EndsCountOf { get; init; }
}

/// <summary>What a handler is asked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Result">The type of the answer.</param>
public sealed record ServerDecision(string Name, string Result);

/// <summary>The answer to what is not a legal command.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Outcome">The outcome.</param>
public sealed record ServerEventRow(ServerEvent Event, int Outcome);

/// <summary>Answers of which a session gets only so many.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Outcome">The outcome that takes the place of one too many.</param>
public sealed record ServerTally(int Limit, int Outcome);
