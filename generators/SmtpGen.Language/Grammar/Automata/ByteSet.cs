namespace SmtpGen.Language.Grammar;

/// <summary>A set of octets.</summary>
internal readonly record struct ByteSet
{
    private readonly ulong _bits0;
    private readonly ulong _bits1;
    private readonly ulong _bits2;
    private readonly ulong _bits3;

    private ByteSet(ulong bits0, ulong bits1, ulong bits2, ulong bits3) =>
        (_bits0, _bits1, _bits2, _bits3) = (bits0, bits1, bits2, bits3);

    /// <summary>The decimal digits.</summary>
    public static ByteSet Digits { get; } = Range((byte)'0', (byte)'9');

    /// <summary>One octet.</summary>
    public static ByteSet Of(byte octet) => Range(octet, octet);

    /// <summary>An ASCII letter in either case, or any other octet alone.</summary>
    public static ByteSet IgnoringCase(char character) =>
        Of((byte)char.ToUpperInvariant(character)).Union(Of((byte)char.ToLowerInvariant(character)));

    /// <summary>All octets between two, both included.</summary>
    public static ByteSet Range(byte first, byte last)
    {
        var bits = new ulong[4];
        for (int octet = first; octet <= last; octet++)
            bits[octet >> 6] |= 1UL << (octet & 63);

        return new ByteSet(bits[0], bits[1], bits[2], bits[3]);
    }

    /// <summary>The octets, a bit each, the least first.</summary>
    public ulong[] Bits => [_bits0, _bits1, _bits2, _bits3];

    public bool Contains(int octet)
    {
        ulong bits = (octet >> 6) switch { 0 => _bits0, 1 => _bits1, 2 => _bits2, _ => _bits3 };
        return (bits >> (octet & 63) & 1) != 0;
    }

    public ByteSet Union(ByteSet other) =>
        new(_bits0 | other._bits0, _bits1 | other._bits1, _bits2 | other._bits2, _bits3 | other._bits3);

    public bool IsSubsetOf(ByteSet other) => Union(other) == other;
}
