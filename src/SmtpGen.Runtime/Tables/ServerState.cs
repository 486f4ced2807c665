using System.Diagnostics;

namespace SmtpGen.Runtime;

/// <summary>A state of a server's session.</summary>
/// <param name="name">Its name.</param>
[DebuggerDisplay("{Name,nq}")]
public sealed class ServerState(string name)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the session is over.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The flags that are cleared when the session comes here.</summary>
    public uint Clears { get; init; }

    /// <summary>The commands whose successes are counted anew when the session comes here.</summary>
    public int[] Forgets { get; init; } = [];

    /// <summary>Whether a body that comes in chunks stays open here.</summary>
    public bool KeepsBody { get; init; }

    /// <summary>The commands with a positive answer here.</summary>
    public int[] Accepts { get; init; } = [];

    /// <summary>The command to send first, whatever was refused.</summary>
    public string FirstStep { get; init; } = "";

    /// <summary>The command to send first where it depends on what was refused.</summary>
    public FirstStep[] FirstSteps { get; init; } = [];
}

/// <summary>The first command on the way to a state that allows another.</summary>
/// <param name="Refused">The command that was refused.</param>
/// <param name="Verb">The verb to send first.</param>
public sealed record FirstStep(int Refused, string Verb);
