namespace SmtpGen.Protocols.Tests.Smuggling;

/// <summary>Octets that some servers take for the end of a message.</summary>
/// <param name="Name">As it is written in reports: <c>LF.LF</c>.</param>
/// <param name="Octets">The octets.</param>
/// <param name="Mended">What stands for them in a dotted body under the policy "normalize"; null: it is refused there too.</param>
/// <param name="MendedInChunk">The same in a chunk, where dots mean nothing.</param>
/// <param name="IsEnd">Whether they hold a true end of data, once the stray octets are mended.</param>
public sealed record FalseEnd(string Name, string Octets, string? Mended, string? MendedInChunk, bool IsEnd = false)
{
    /// <summary>All that are known.</summary>
    public static IReadOnlyList<FalseEnd> All { get; } =
    [
        new("LF.LF", "\n.\n", "\r\n..\r\n", "\r\n.\r\n"),
        new("LF.CR", "\n.\r", "\r\n..\r\n", "\r\n.\r\n"),
        new("LF.CRLF", "\n.\r\n", "\r\n..\r\n", "\r\n.\r\n"),
        new("CR.LF", "\r.\n", "\r\n..\r\n", "\r\n.\r\n"),
        new("CR.CR", "\r.\r", "\r\n..\r\n", "\r\n.\r\n"),
        new("CR.CRLF", "\r.\r\n", "\r\n..\r\n", "\r\n.\r\n"),
        new("CRLF.LF", "\r\n.\n", "\r\n..\r\n", "\r\n.\r\n"),
        new("CRLF.CR", "\r\n.\r", "\r\n..\r\n", "\r\n.\r\n"),
        new("CRLF NUL . CRLF", "\r\n\0.\r\n", null, null),
        new("CRLF . NUL CRLF", "\r\n.\0\r\n", null, null),
        new("CRLF.CRCRLF", "\r\n.\r\r\n", "\r\n..\r\n\r\n", "\r\n.\r\n\r\n"),
        new("CRCRLF.CRCRLF", "\r\r\n.\r\r\n", "\r\n\r\n..\r\n\r\n", "\r\n\r\n.\r\n\r\n"),
        new("CRCRLF.CRLF", "\r\r\n.\r\n", "\r\n\r\n", "\r\n\r\n.\r\n", IsEnd: true),
    ];
}
