using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime.Grammar;

/// <summary>The static tables of a compiled argument grammar; see <see cref="GrammarMatcher"/>.</summary>
public readonly ref struct AutomatonTables
{
    /// <summary>Tables that were written by hand. They are checked here, once, since a match reads them unchecked.</summary>
    /// <param name="classOfByte">For each of the 256 octets its class.</param>
    /// <param name="stride">Number of entries that a row spans: one for each class, and the last one for the end of a match; at most 256.</param>
    /// <param name="rows">
    /// The rows of the states. They lie in each other's gaps: an entry holds in its high eight bits its place in its row, by which the row knows
    /// it, and one that no row has is 0xFFFFFFFF. The start's row begins at 0. The entry of a class leads to the place of the next state's
    /// row, or, with bit 23 set, to a place in <paramref name="moves"/>; where a row has none, no transition leads on. The last one of a row is an
    /// offset into <paramref name="operations"/>; where it is missing no match may end.
    /// </param>
    /// <param name="moves">Of each transition that has an action the place of the next state's row, then an offset into <paramref name="operations"/>.</param>
    /// <param name="operations">The actions; see <see cref="MatchOperation"/>.</param>
    /// <param name="registerCount">Number of registers a match needs.</param>
    /// <exception cref="ArgumentException">A table refers to a class, a row, a move, an operation or a register that there is not.</exception>
    public AutomatonTables(
        ReadOnlySpan<byte> classOfByte, int stride, ReadOnlySpan<uint> rows, ReadOnlySpan<uint> moves, ReadOnlySpan<ushort> operations, int registerCount)
        : this(stride, registerCount, classOfByte, rows, moves, operations) => TableCheck.Run(this);

    private AutomatonTables(
        int stride, int registerCount, ReadOnlySpan<byte> classOfByte, ReadOnlySpan<uint> rows, ReadOnlySpan<uint> moves, ReadOnlySpan<ushort> operations)
    {
        ClassOfByte = classOfByte;
        Stride = stride;
        Rows = rows;
        Moves = moves;
        Operations = operations;
        RegisterCount = registerCount;
    }

    /// <summary>For each of the 256 octets its class.</summary>
    public readonly ReadOnlySpan<byte> ClassOfByte;

    /// <summary>Number of entries that a row spans.</summary>
    public readonly int Stride;

    /// <summary>The rows of the states.</summary>
    public readonly ReadOnlySpan<uint> Rows;

    /// <summary>The transitions that have an action.</summary>
    public readonly ReadOnlySpan<uint> Moves;

    /// <summary>The words of all actions.</summary>
    public readonly ReadOnlySpan<ushort> Operations;

    /// <summary>Number of registers a match needs.</summary>
    public readonly int RegisterCount;

    /// <summary>
    /// Tables that the compiler of specifications wrote, which refer to nothing that there is not. They are not checked: a property of generated
    /// code makes them anew for each match.
    /// </summary>
    /// <inheritdoc cref="AutomatonTables(ReadOnlySpan{byte}, int, ReadOnlySpan{uint}, ReadOnlySpan{uint}, ReadOnlySpan{ushort}, int)" path="/param"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AutomatonTables FromCompiler(
        ReadOnlySpan<byte> classOfByte, int stride, ReadOnlySpan<uint> rows, ReadOnlySpan<uint> moves, ReadOnlySpan<ushort> operations, int registerCount) =>
        new(stride, registerCount, classOfByte, rows, moves, operations);
}
