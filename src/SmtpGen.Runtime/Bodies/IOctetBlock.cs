namespace SmtpGen.Runtime.Bodies;

/// <summary>
/// A vector of octets, as wide as the hardware has it. A mask has bit i set for the octet i; it has no bits over the width.
/// </summary>
internal interface IOctetBlock
{
    /// <summary>The number of octets, at most 32.</summary>
    static abstract int Width { get; }

    /// <summary>
    /// Copies a block and finds what plain text does not have: an LF not after a CR, an octet other than LF after a CR, a
    /// dot after an LF, and NUL unless it is allowed. Reads one octet before <paramref name="source"/>.
    /// </summary>
    static abstract uint Copy(ref byte source, ref byte target, bool allowNul);

    /// <summary>Copies a block.</summary>
    static abstract void Move(ref byte source, ref byte target);

    /// <summary>The octets of a block that are <paramref name="octet"/>.</summary>
    static abstract uint Equal(ref byte source, byte octet);
}
