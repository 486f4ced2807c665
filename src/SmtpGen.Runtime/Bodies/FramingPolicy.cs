namespace SmtpGen.Runtime.Bodies;

/// <summary>
/// What a stray CR or LF in a body means. Stray is every CR without an LF right after it and every LF without a CR right
/// before it; RFC 5321 section 2.3.8 allows neither.
/// </summary>
public enum FramingPolicy : byte
{
    /// <summary>The first stray CR or LF makes the body malformed. The safe choice between servers.</summary>
    Strict,

    /// <summary>
    /// Each stray CR and each stray LF ends a line and is stored as CRLF; for submission by clients with local line ends.
    /// </summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item>Only CRLF "." CRLF ends the body, as ever. A line of one dot with a stray line end before or after it is text,
    /// and is stored as two dots.</item>
    /// <item>A leading dot is unstuffed (RFC 5321 section 4.5.2) on the first line and after a true CRLF. After a stray line
    /// end it is text. A line that would be stored as a single dot because it was unstuffed, but whose end is stray, keeps
    /// both its dots.</item>
    /// <item>So a stored line of one dot always comes from ".." between true line ends: no mixture of stray ones can become
    /// CRLF "." CRLF in storage and end the message early at a next hop that forgets to stuff it.</item>
    /// </list>
    /// </remarks>
    Normalize,
}
