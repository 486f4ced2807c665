using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmtpGen.Runtime.Grammar;

/// <summary>
/// Runs a compiled argument grammar over octets: one pass, no backtracking, no allocation, linear whatever the input.
/// </summary>
public static class GrammarMatcher
{
    private const int ActionFlag = 0x8000;
    private const int DeadState = 0;
    private const int StartState = 1;

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

    private static int Match(in AutomatonTables tables, ReadOnlySpan<byte> text, Span<int> registers, ulong options, ref ulong required)
    {
        registers = registers[..tables.RegisterCount];
        registers.Fill(-1);

        // The compiler's tables hold no index out of range, so the loop reads them unchecked.
        ref byte classOfByte = ref MemoryMarshal.GetReference(tables.ClassOfByte);
        ref ushort next = ref MemoryMarshal.GetReference(tables.Next);
        int classCount = tables.ClassCount;
        int state = StartState;
        int position = 0;
        for (; position < text.Length; position++)
        {
            byte octet = text[position];
            int transition = (state * classCount) + Unsafe.Add(ref classOfByte, octet);
            int target = Unsafe.Add(ref next, transition);
            if (target == DeadState)
                break;

            if ((target & ActionFlag) != 0)
            {
                int wrong = Run(tables.Operations, tables.Actions[transition], registers, position, octet, options, ref required);
                if (wrong >= 0)
                    return ~wrong;

                target &= ~ActionFlag;
            }

            state = target;
        }

        int accept = tables.AcceptActions[state];
        int failed = accept == 0 ? position : Run(tables.Operations, accept, registers, position, octet: 0, options, ref required);
        return failed < 0 ? position : ~failed;
    }

    // The offset at which the match fails; -1 where it goes on.
    private static int Run(
        ReadOnlySpan<ushort> words, int offset, Span<int> registers, int position, byte octet, ulong options, ref ulong required)
    {
        while (true)
        {
            int word = words[offset];
            int register = word >> 8;
            switch (word & 0xFF)
            {
                case MatchOperation.Set:
                    registers[register] = position;
                    offset++;
                    break;
                case MatchOperation.Zero:
                    registers[register] = 0;
                    offset++;
                    break;
                case MatchOperation.Clear:
                    registers[register] = -1;
                    offset++;
                    break;
                case MatchOperation.Copy:
                    registers[register] = registers[words[offset + 1]];
                    offset += 2;
                    break;
                case MatchOperation.Add:
                    registers[register] += words[offset + 1];
                    offset += 2;
                    break;
                case MatchOperation.Digit:
                    registers[register] = AppendDigit(registers[register], octet - '0');
                    offset++;
                    break;
                case MatchOperation.CheckLength:
                    if (position - registers[register] > Limit(words, offset))
                        return registers[register] + Limit(words, offset);

                    offset += 3;
                    break;
                case MatchOperation.CheckValue:
                    if (registers[register] > Limit(words, offset))
                        return position;

                    offset += 3;
                    break;
                case MatchOperation.Require:
                    if ((options & (1UL << register)) == 0)
                        return position;

                    required |= 1UL << register;
                    offset++;
                    break;
                default:
                    return -1;
            }
        }
    }

    private static int Limit(ReadOnlySpan<ushort> words, int offset) => words[offset + 1] | (words[offset + 2] << 16);

    private static int AppendDigit(int value, int digit) =>
        value > (int.MaxValue - digit) / 10 ? int.MaxValue : (value * 10) + digit;
}
