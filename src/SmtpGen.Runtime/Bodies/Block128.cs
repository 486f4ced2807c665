using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SmtpGen.Runtime.Bodies;

/// <summary>A block of 16 octets.</summary>
internal readonly struct Block128 : IOctetBlock
{
    public static int Width => Vector128<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Copy(ref byte source, ref byte target, bool allowNul)
    {
        var octets = Vector128.LoadUnsafe(ref source);
        var before = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, -1));
        octets.StoreUnsafe(ref target);

        var stray = Vector128.Equals(octets, Vector128.Create(Octet.LineFeed))
            ^ Vector128.Equals(before, Vector128.Create(Octet.CarriageReturn));
        var leadingDot = Vector128.Equals(octets, Vector128.Create(Octet.Dot))
            & Vector128.Equals(before, Vector128.Create(Octet.LineFeed));
        var nul = Vector128.Equals(octets, Vector128<byte>.Zero) & Vector128.Create(allowNul ? byte.MinValue : byte.MaxValue);
        return (stray | leadingDot | nul).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move(ref byte source, ref byte target) => Vector128.LoadUnsafe(ref source).StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Equal(ref byte source, byte octet) =>
        Vector128.Equals(Vector128.LoadUnsafe(ref source), Vector128.Create(octet)).ExtractMostSignificantBits();
}
