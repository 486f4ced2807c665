using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmtpGen.Runtime.Grammar;

/// <summary>
/// Runs a compiled argument grammar over octets: one pass, no backtracking, no allocation, linear whatever the input.
/// </summary>
public static class GrammarMatcher
{
    private const uint MoveFlag = 0x8000_0000;
    private const uint DeadRow = 0;

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

    // Inlined, the loop would share its machine registers with all that stands around the call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Match(in AutomatonTables tables, ReadOnlySpan<byte> text, Span<int> registers, ulong options, ref ulong required)
    {
        if (tables.Stride == 0)
            throw new ArgumentException("The tables are empty.", nameof(tables));
        registers = registers[..tables.RegisterCount];
        registers.Fill(-1);

        // Tables hold no index out of range, and their actions name no register out of range: they are the compiler's, or were checked when
        // they were made. So they are read unchecked.
        ref byte classOfByte = ref MemoryMarshal.GetReference(tables.ClassOfByte);
        ref uint rows = ref MemoryMarshal.GetReference(tables.Rows);
        uint row = (uint)tables.Stride;
        int position = 0;
        for (; position < text.Length; position++)
        {
            byte octet = text[position];
            uint next = Unsafe.Add(ref rows, row + Unsafe.Add(ref classOfByte, octet));
            if ((int)next <= 0)
            {
                if (next == DeadRow)
                    break;
                int move = (int)(next & ~MoveFlag);
                int wrong = Run(tables.Operations, (int)tables.Moves[move + 1], registers, position, octet, options, ref required);
                if (wrong >= 0)
                    return ~wrong;
                next = tables.Moves[move];
            }

            row = next;
        }

        int accept = (int)tables.Rows[(int)row + tables.Stride - 1];
        int failed = accept == 0 ? position : Run(tables.Operations, accept, registers, position, octet: 0, options, ref required);
        return failed < 0 ? position : ~failed;
    }

    // The offset at which the match fails; -1 where it goes on.
    private static int Run(
        ReadOnlySpan<ushort> words, int offset, Span<int> registers, int position, byte octet, ulong options, ref ulong required)
    {
        ref ushort word = ref Unsafe.Add(ref MemoryMarshal.GetReference(words), offset);
        while (true)
        {
            ref int register = ref Unsafe.Add(ref MemoryMarshal.GetReference(registers), word >> 8);
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
                    register = registers[word];
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
