using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SmtpGen.Runtime.Bodies;

/// <summary>Finds what plain text does not have: a CR or LF without the other, and NUL.</summary>
internal static class StrayOctets
{
    /// <summary>
    /// Index of the first octet that shows one: a stray LF or a NUL itself, for a stray CR the octet after it. The length
    /// when there is none.
    /// </summary>
    /// <param name="octets">The octets.</param>
    /// <param name="isBehindCr">Whether a CR lies before the first one.</param>
    /// <param name="allowNul">Whether NUL is text.</param>
    public static int IndexOf(ReadOnlySpan<byte> octets, bool isBehindCr, bool allowNul)
    {
        if (octets.IsEmpty || IsStray(octets[0], isBehindCr, allowNul))
            return 0;
        int at = Vector256.IsHardwareAccelerated ? SkipBlocks(octets, allowNul) : 1;
        while (at < octets.Length && !IsStray(octets[at], octets[at - 1] == Octet.CarriageReturn, allowNul))
            at++;
        return at;
    }

    private static bool IsStray(byte octet, bool isBehindCr, bool allowNul) =>
        (octet == Octet.LineFeed) != isBehindCr || (octet == Octet.Nul && !allowNul);

    private static int SkipBlocks(ReadOnlySpan<byte> octets, bool allowNul)
    {
        ref byte first = ref MemoryMarshal.GetReference(octets);
        var nulMask = Vector256.Create(allowNul ? byte.MinValue : byte.MaxValue);
        int at = 1;
        for (; at <= octets.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref first, (nuint)at);
            var before = Vector256.LoadUnsafe(ref first, (nuint)at - 1);
            var stray = Vector256.Equals(block, Vector256.Create(Octet.LineFeed)) ^ Vector256.Equals(before, Vector256.Create(Octet.CarriageReturn));
            var nul = Vector256.Equals(block, Vector256<byte>.Zero) & nulMask;
            if ((stray | nul) != Vector256<byte>.Zero)
                break;
        }

        return at;
    }
}
