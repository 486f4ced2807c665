using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SmtpGen.Runtime.Bodies;

/// <summary>
/// Copies the part of a body that is plain, one vector at a time: text and true CRLFs as they are, stuffed lines without
/// their first dot and, where they are normalized, stray line ends as CRLF.
/// </summary>
/// <remarks>
/// What an octet means is read from its neighbours in the input, so there is no state between two blocks and no work per
/// line: lines of any length cost the same.
/// </remarks>
internal static class BodyBlocks
{
    /// <summary>The octets before the first block that must be consumed: what they were is read again.</summary>
    public const int Lookbehind = 2;

    /// <summary>The least octets that either span must have left for a block to be copied.</summary>
    public const int MinimumLength = 16;

    /// <summary>
    /// Copies from <paramref name="read"/> to <paramref name="written"/> and moves both. Stops before a stray LF, after a
    /// stray CR, before a NUL that is not allowed, before a line of one dot or what may be one, and near either span's end.
    /// A CR it stops after is written.
    /// </summary>
    /// <param name="input">The octets received, at least <see cref="Lookbehind"/> before <paramref name="read"/>.</param>
    /// <param name="destination">Where the body goes; after <paramref name="written"/> it is scratch.</param>
    /// <param name="normalize">Whether stray line ends are made CRLF instead of stopping at them.</param>
    /// <param name="allowNul">Whether NUL is text.</param>
    /// <param name="read">The next octet of the input.</param>
    /// <param name="written">The next octet of the destination. A CR right before <paramref name="read"/> is written.</param>
    public static void Copy(
        ReadOnlySpan<byte> input, Span<byte> destination, bool normalize, bool allowNul, ref int read, ref int written)
    {
        Debug.Assert(read >= Lookbehind);
        if (Vector256.IsHardwareAccelerated
            && !Copy<Block256>(input, destination, normalize, allowNul, ref read, ref written))
            return;
        if (Vector128.IsHardwareAccelerated)
            Copy<Block128>(input, destination, normalize, allowNul, ref read, ref written);
    }

    /// <returns>False when it stopped at something; true when a span has no room for another block.</returns>
    private static bool Copy<TBlock>(
        ReadOnlySpan<byte> input, Span<byte> destination, bool normalize, bool allowNul, ref int read, ref int written)
        where TBlock : struct, IOctetBlock
    {
        ref byte source = ref MemoryMarshal.GetReference(input);
        ref byte target = ref MemoryMarshal.GetReference(destination);
        int from = read;
        int to = written;
        int lastFrom = input.Length - TBlock.Width;
        int lastTo = destination.Length - TBlock.Width;
        bool stopped = false;
        while (!stopped && from <= lastFrom && to <= lastTo)
        {
            ref byte block = ref Unsafe.Add(ref source, from);
            ref byte copy = ref Unsafe.Add(ref target, to);
            uint found = TBlock.Copy(ref block, ref copy, allowNul);
            from += TBlock.Width;
            to += TBlock.Width;
            if (found == 0)
                continue;

            // Judging and editing read into the next block; every octet may become two, and each edit writes a whole block.
            bool hasRoom = from <= lastFrom && to <= lastTo - TBlock.Width;
            uint dropped = 0;
            uint stray = 0;
            uint stops = hasRoom ? Judge<TBlock>(ref block, normalize, allowNul, out dropped, out stray) : found;
            stopped = stops != 0;
            int length = stopped ? BitOperations.TrailingZeroCount(stops) : TBlock.Width;
            from += length - TBlock.Width;
            to += length - TBlock.Width;
            uint before = stopped ? (1u << length) - 1 : uint.MaxValue;
            to += Edit<TBlock>(dropped & before, stray & before, ref block, ref copy);
        }
        read = from;
        written = to;
        return !stopped;
    }

    /// <summary>Sorts a block's octets by what must become of them; see <see cref="FramingPolicy"/> for the rules.</summary>
    /// <returns>The octets to stop at: dots that are or may be a line of one dot, and what the policy refuses.</returns>
    private static uint Judge<TBlock>(ref byte block, bool normalize, bool allowNul, out uint dropped, out uint stray)
        where TBlock : struct, IOctetBlock
    {
        ref byte previous = ref Unsafe.Add(ref block, -1);
        ref byte second = ref Unsafe.Add(ref block, 1);
        ref byte third = ref Unsafe.Add(ref block, 2);
        uint dot = TBlock.Equal(ref block, Octet.Dot);
        uint behindCr = TBlock.Equal(ref previous, Octet.CarriageReturn);
        uint behindLf = TBlock.Equal(ref previous, Octet.LineFeed);
        uint trueStart = behindLf & TBlock.Equal(ref Unsafe.Add(ref block, -2), Octet.CarriageReturn);
        uint strayStart = (behindLf ^ trueStart) | behindCr;
        uint onlyOctet = TBlock.Equal(ref second, Octet.CarriageReturn) | TBlock.Equal(ref second, Octet.LineFeed);
        uint twoBeforeStray = TBlock.Equal(ref second, Octet.Dot) & (TBlock.Equal(ref third, Octet.LineFeed)
            | (TBlock.Equal(ref third, Octet.CarriageReturn) & ~TBlock.Equal(ref Unsafe.Add(ref block, 3), Octet.LineFeed)));

        dropped = dot & trueStart;
        stray = TBlock.Equal(ref block, Octet.LineFeed) ^ behindCr;
        return (dropped & (onlyOctet | twoBeforeStray))
            | (dot & strayStart & onlyOctet)
            | (normalize ? 0 : stray)
            | (allowNul ? 0 : TBlock.Equal(ref block, Octet.Nul));
    }

    /// <summary>
    /// Drops the dropped octets and makes each stray line end a CRLF, by copying the block once more from that place on. A
    /// stray LF lies at its bit in <paramref name="stray"/>, a stray CR before it: either lacks one octet there.
    /// </summary>
    /// <returns>By how many octets the copy grew.</returns>
    private static int Edit<TBlock>(uint dropped, uint stray, ref byte block, ref byte copy)
        where TBlock : struct, IOctetBlock
    {
        int growth = 0;
        for (uint edits = dropped | stray; edits != 0; edits &= edits - 1)
        {
            int at = BitOperations.TrailingZeroCount(edits);
            ref byte octet = ref Unsafe.Add(ref block, at);
            ref byte place = ref Unsafe.Add(ref copy, at + growth);
            if ((dropped >> at & 1) != 0)
            {
                TBlock.Move(ref Unsafe.Add(ref octet, 1), ref place);
                growth--;
            }
            else
            {
                place = octet == Octet.LineFeed ? Octet.CarriageReturn : Octet.LineFeed;
                TBlock.Move(ref octet, ref Unsafe.Add(ref place, 1));
                growth++;
            }
        }
        return growth;
    }
}
