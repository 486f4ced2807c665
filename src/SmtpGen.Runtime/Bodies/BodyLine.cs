namespace SmtpGen.Runtime.Bodies;

/// <summary>What is known of the body's current line.</summary>
internal enum BodyLine : byte
{
    /// <summary>No body is being read.</summary>
    None,

    /// <summary>Nothing read yet; the body's first line, or a true CRLF lies before.</summary>
    Start,

    /// <summary>A line that is not, or no longer, a line of one dot.</summary>
    Text,

    /// <summary>Nothing read yet; a stray line end lies before.</summary>
    StrayStart,

    /// <summary>One dot after <see cref="Start"/>, not written: end of data or stuffing.</summary>
    HeldDot,

    /// <summary>Two dots after <see cref="Start"/>, of which one is written.</summary>
    UnstuffedDot,

    /// <summary>One dot after <see cref="StrayStart"/>, written.</summary>
    StrayDot,
}
