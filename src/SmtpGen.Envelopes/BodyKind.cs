namespace SmtpGen.Envelopes;

/// <summary>The octets that the sender declares a body to hold, in the parameter BODY (RFC 6152 section 3; RFC 3030 section 3).</summary>
public enum BodyKind
{
    /// <summary>7BIT: lines of ASCII.</summary>
    SevenBit,

    /// <summary>8BITMIME: lines of any octets.</summary>
    EightBitMime,

    /// <summary>BINARYMIME: any octets, not necessarily in lines.</summary>
    BinaryMime,
}
