using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmtpGen.Runtime.Grammar;

/// <summary>
/// Runs a compiled argument grammar over octets: one pass, no backtracking, no allocation, linear whatever the input.
/// </summary>
public static class GrammarMatcher
{
    internal const uint MoveFlag = 0x0080_0000;
    internal const int PlaceShift = 24;

    // What is left of an entry that belongs to another row, or to none, is greater.
    private const uint LastMove = 0x00FF_FFFE;

    /// <summary>
    /// Follows the automaton until no transition is left or the text ends. A match may stop before the end of the text;
    /// the caller decides whether what follows is right. A shorter match that was passed on the way is never gone back to.
    /// </summary>
    /// <param name="tables">The compiled grammar.</param>
    /// <param name="text">The octets to match, from the first one.</param>
    /// <param name="registers">
    /// At least <see cref="AutomatonTables.RegisterCount"/> entries; after a match they hold the offsets of the captures,
    /// -1 in the end register of one that took no part.
    /// </param>
    /// <param name="options">The options that are on, a bit each; what another one guards does not match.</param>
    /// <returns>
    /// The number of octets matched, or, negative, the bitwise complement of the offset where the match failed: of the
    /// octet that cannot stand there, of the first one that a part has too many, of the one after a part that is too large, or
    /// of the end of the text.
    /// </returns>
    public static int Match(in AutomatonTables tables, ReadOnlySpan<byte> text, Span<int> registers, ulong options)
    {
        ulong required = 0;
        return Match(tables, text, registers, options, ref required);
    }

    /// <summary>The same with every option off.</summary>
    /// <inheritdoc cref="Match(in AutomatonTables, ReadOnlySpan{byte}, Span{int}, ulong)"/>
    public static int Match(in AutomatonTables tables, ReadOnlySpan<byte> text, Span<int> registers) =>
        Match(tables, text, registers, 0);

    /// <summary>Matches with every option on, and tells which of them it took; for what was refused without them.</summary>
    /// <param name="tables">The compiled grammar.</param>
    /// <param name="text">The octets to match, from the first one.</param>
    /// <param name="required">The options that the match needs, a bit each.</param>
    /// <returns>As <see cref="Match(in AutomatonTables, ReadOnlySpan{byte}, Span{int}, ulong)"/>.</returns>
    public static int MatchWithAllOptions(in AutomatonTables tables, ReadOnlySpan<byte> text, out ulong required)
    {
        required = 0;
        return Match(tables, text, stackalloc int[tables.RegisterCount], ulong.MaxValue, ref required);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Match(in AutomatonTables tables, ReadOnlySpan<byte> text, Span<int> registers, ulong options, ref ulong required)
    {
        if (tables.Stride == 0)
            throw new ArgumentException("The tables are empty.", nameof(tables));
        registers = registers[..tables.RegisterCount];
        registers.Fill(-1);

        // Tables hold no index out of range, and their actions name no register out of range: they are the compiler's, or were checked when
        // they were made. So they are read unchecked.
        uint row = 0;
        int position = 0;
        while (true)
        {
            uint next = Follow(ref MemoryMarshal.GetReference(tables.ClassOfByte), ref MemoryMarshal.GetReference(tables.Rows), text, ref position, ref row);
            if (next is < MoveFlag or > LastMove)
                break;
            ref uint move = ref Unsafe.Add(ref MemoryMarshal.GetReference(tables.Moves), next & ~MoveFlag);
            ref ushort action = ref Unsafe.Add(ref MemoryMarshal.GetReference(tables.Operations), Unsafe.Add(ref move, 1));
            byte octet = Unsafe.Add(ref MemoryMarshal.GetReference(text), position);
            int wrong = Run(ref action, ref MemoryMarshal.GetReference(registers), position, octet, options, ref required);
            if (wrong >= 0)
                return ~wrong;
            row = move;
            position++;
        }

        uint end = (uint)tables.Stride - 1;
        uint accept = Unsafe.Add(ref MemoryMarshal.GetReference(tables.Rows), row + end) ^ (end << PlaceShift);
        if (accept > LastMove)
            return ~position;
        ref ushort last = ref Unsafe.Add(ref MemoryMarshal.GetReference(tables.Operations), accept);
        int failed = Run(ref last, ref MemoryMarshal.GetReference(registers), position, octet: 0, options, ref required);
        return failed < 0 ? position : ~failed;
    }

    // Follows transitions without an action, and returns the first other one, at whose octet it stops; less than a move where the text
    // ends, more where no transition leads on. The loop has variables of its own: those that live on are kept in memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Follow(ref byte classOfByte, ref uint rows, ReadOnlySpan<byte> text, ref int position, ref uint row)
    {
        // An entry that is not of this row has another mark than its class. What is found stays marked until it is added to, so that the next
        // load waits for one addition only.
        uint marked = row;
        uint mark = 0;
        uint next = 0;
        int i = position;
        for (; (uint)i < (uint)text.Length; i++)
        {
            uint octetClass = Unsafe.Add(ref classOfByte, text[i]);
            uint entry = Unsafe.Add(ref rows, marked + (octetClass - mark));
            uint entryMark = octetClass << PlaceShift;
            next = entry ^ entryMark;
            if (next >= MoveFlag)
                break;
            marked = entry;
            mark = entryMark;
        }

        position = i;
        row = marked - mark;
        return next;
    }

    // The offset at which the match fails; -1 where it goes on.
    private static int Run(ref ushort word, ref int registers, int position, byte octet, ulong options, ref ulong required)
    {
        while (true)
        {
            ref int register = ref Unsafe.Add(ref registers, word >> 8);
            switch (word & 0xFF)
            {
                case MatchOperation.Set:
                    register = position;
                    break;
                case MatchOperation.Zero:
                    register = 0;
                    break;
                case MatchOperation.Clear:
                    register = -1;
                    break;
                case MatchOperation.Copy:
                    word = ref Unsafe.Add(ref word, 1);
                    register = Unsafe.Add(ref registers, word);
                    break;
                case MatchOperation.Add:
                    word = ref Unsafe.Add(ref word, 1);
                    register += word;
                    break;
                case MatchOperation.Digit:
                    register = AppendDigit(register, octet - '0');
                    break;
                case MatchOperation.CheckLength:
                    if (position - register > Limit(ref word))
                        return register + Limit(ref word);
                    word = ref Unsafe.Add(ref word, 2);
                    break;
                case MatchOperation.CheckValue:
                    if (register > Limit(ref word))
                        return position;
                    word = ref Unsafe.Add(ref word, 2);
                    break;
                case MatchOperation.Require:
                    ulong option = 1UL << (word >> 8);
                    if ((options & option) == 0)
                        return position;
                    required |= option;
                    break;
                default:
                    return -1;
            }

            word = ref Unsafe.Add(ref word, 1);
        }
    }

    private static int Limit(ref ushort word) => Unsafe.Add(ref word, 1) | (Unsafe.Add(ref word, 2) << 16);

    private static int AppendDigit(int value, int digit) =>
        value > (int.MaxValue - digit) / 10 ? int.MaxValue : (value * 10) + digit;
}
