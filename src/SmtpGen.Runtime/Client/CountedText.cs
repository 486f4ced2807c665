namespace SmtpGen.Runtime.Client;

/// <summary>Octets whose number stands before them: <c>{5}</c>, CRLF, five octets.</summary>
internal static class CountedText
{
    /// <summary>Reads the octets at the beginning of a text.</summary>
    /// <param name="literals">How they are announced.</param>
    /// <param name="text">The text.</param>
    /// <param name="octets">Where they lie.</param>
    public static bool TryRead(ServerLiterals literals, ReadOnlySpan<byte> text, out Range octets)
    {
        octets = default;
        int line = text.IndexOf("\r\n"u8);
        if (line < 0 || Announced(literals, text[..line]) is not (>= 0 and var length) || length > text.Length - line - 2)
            return false;
        octets = (line + 2)..(line + 2 + (int)length);
        return true;
    }

    /// <summary>How many octets the end of a line announces; -1: none.</summary>
    public static long Announced(ServerLiterals literals, ReadOnlySpan<byte> line)
    {
        var announcement = default(Announcement);
        announcement.Add(literals, line);
        return announcement.IsWhole ? (long)Math.Min(announcement.Octets, long.MaxValue) : -1;
    }
}
