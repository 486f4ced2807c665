namespace SmtpGen.Runtime.Bodies;

/// <summary>What made a body malformed.</summary>
public enum BodyFault : byte
{
    /// <summary>Nothing is wrong so far.</summary>
    None,

    /// <summary>A CR without an LF right after it (RFC 5321 section 2.3.8), under <see cref="FramingPolicy.Strict"/>.</summary>
    BareCarriageReturn,

    /// <summary>An LF without a CR right before it (RFC 5321 section 2.3.8), under <see cref="FramingPolicy.Strict"/>.</summary>
    BareLineFeed,

    /// <summary>A NUL where none is allowed (RFC 5322 section 4; only BODY=BINARYMIME of RFC 3030 allows it).</summary>
    Nul,
}
