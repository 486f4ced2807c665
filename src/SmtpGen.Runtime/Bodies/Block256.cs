using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SmtpGen.Runtime.Bodies;

/// <summary>A block of 32 octets.</summary>
internal readonly struct Block256 : IOctetBlock
{
    public static int Width => Vector256<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Copy(ref byte source, ref byte target, bool allowNul)
    {
        var octets = Vector256.LoadUnsafe(ref source);
        var before = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, -1));
        octets.StoreUnsafe(ref target);

        var stray = Vector256.Equals(octets, Vector256.Create(Octet.LineFeed))
            ^ Vector256.Equals(before, Vector256.Create(Octet.CarriageReturn));
        var leadingDot = Vector256.Equals(octets, Vector256.Create(Octet.Dot))
            & Vector256.Equals(before, Vector256.Create(Octet.LineFeed));
        var nul = Vector256.Equals(octets, Vector256<byte>.Zero) & Vector256.Create(allowNul ? byte.MinValue : byte.MaxValue);
        return (stray | leadingDot | nul).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move(ref byte source, ref byte target) => Vector256.LoadUnsafe(ref source).StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Equal(ref byte source, byte octet) =>
        Vector256.Equals(Vector256.LoadUnsafe(ref source), Vector256.Create(octet)).ExtractMostSignificantBits();
}
