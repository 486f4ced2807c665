namespace SmtpGen.Runtime.Grammar;

/// <summary>The static tables of a compiled argument grammar; see <see cref="GrammarMatcher"/>.</summary>
/// <param name="classOfByte">For each of the 256 octets its class.</param>
/// <param name="stride">Length of a state's row.</param>
/// <param name="rows">
/// The rows of the states one after the other; the first one is dead, the second one the start. A row has an entry for each class:
/// the place of the next state's row, or, with bit 31 set, a place in <paramref name="moves"/>. Its last entry is an offset into
/// <paramref name="operations"/>; 0 when no match may end there.
/// </param>
/// <param name="moves">Of each transition that has an action the place of the next state's row, then an offset into <paramref name="operations"/>.</param>
/// <param name="operations">The actions; see <see cref="MatchOperation"/>.</param>
/// <param name="registerCount">Number of registers a match needs.</param>
public readonly ref struct AutomatonTables(
    ReadOnlySpan<byte> classOfByte,
    int stride,
    ReadOnlySpan<uint> rows,
    ReadOnlySpan<uint> moves,
    ReadOnlySpan<ushort> operations,
    int registerCount)
{
    /// <summary>For each of the 256 octets its class.</summary>
    public readonly ReadOnlySpan<byte> ClassOfByte = classOfByte;

    /// <summary>Length of a state's row.</summary>
    public readonly int Stride = stride;

    /// <summary>The rows of the states.</summary>
    public readonly ReadOnlySpan<uint> Rows = rows;

    /// <summary>The transitions that have an action.</summary>
    public readonly ReadOnlySpan<uint> Moves = moves;

    /// <summary>The words of all actions.</summary>
    public readonly ReadOnlySpan<ushort> Operations = operations;

    /// <summary>Number of registers a match needs.</summary>
    public readonly int RegisterCount = registerCount;
}
