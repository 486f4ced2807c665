namespace SmtpGen.Runtime.Grammar;

/// <summary>The static tables of a compiled argument grammar; see <see cref="GrammarMatcher"/>.</summary>
/// <param name="classOfByte">For each of the 256 octets its class.</param>
/// <param name="classCount">Number of classes.</param>
/// <param name="next">
/// Next state at <c>state * classCount + class</c>; state 0 is dead, 1 is the start, and bit 15 says that the transition
/// has an action.
/// </param>
/// <param name="actions">At the same index an offset into <paramref name="operations"/>.</param>
/// <param name="acceptActions">For each state an offset into <paramref name="operations"/>; 0 when no match may end there.</param>
/// <param name="operations">The actions; see <see cref="MatchOperation"/>.</param>
/// <param name="registerCount">Number of registers a match needs.</param>
public readonly ref struct AutomatonTables(
    ReadOnlySpan<byte> classOfByte,
    int classCount,
    ReadOnlySpan<ushort> next,
    ReadOnlySpan<ushort> actions,
    ReadOnlySpan<ushort> acceptActions,
    ReadOnlySpan<ushort> operations,
    int registerCount)
{
    /// <summary>For each of the 256 octets its class.</summary>
    public readonly ReadOnlySpan<byte> ClassOfByte = classOfByte;

    /// <summary>Number of octet classes.</summary>
    public readonly int ClassCount = classCount;

    /// <summary>Next states, a row of <see cref="ClassCount"/> entries for each state.</summary>
    public readonly ReadOnlySpan<ushort> Next = next;

    /// <summary>Actions of the transitions, laid out like <see cref="Next"/>.</summary>
    public readonly ReadOnlySpan<ushort> Actions = actions;

    /// <summary>Actions at the end of a match, one for each state.</summary>
    public readonly ReadOnlySpan<ushort> AcceptActions = acceptActions;

    /// <summary>The words of all actions.</summary>
    public readonly ReadOnlySpan<ushort> Operations = operations;

    /// <summary>Number of registers a match needs.</summary>
    public readonly int RegisterCount = registerCount;
}
