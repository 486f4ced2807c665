namespace SmtpGen.Web.Messages;

/// <summary>
/// The fields that describe parts, in the octets of a message, before they are parsed. A parameter in thousands of pieces (RFC 2231 section 3) takes
/// a parser time that grows with their square.
/// </summary>
internal static class DescriptionFields
{
    /// <summary>Blanks what is too long of each, and keeps its lines. Text that looks like such a field is taken for one.</summary>
    /// <param name="octets">The message.</param>
    /// <returns>Whether there was any.</returns>
    public static bool Shorten(Span<byte> octets)
    {
        bool isShortened = false;
        for (int start = 0; start < octets.Length;)
        {
            int end = EndOfLine(octets, start);
            if (IsDescription(octets[start..end]))
            {
                while (end < octets.Length && octets[end] is (byte)' ' or (byte)'\t')
                    end = EndOfLine(octets, end);
                if (end - start > MimeLimits.Field)
                {
                    Blank(octets[start..end]);
                    isShortened = true;
                }
            }

            start = end;
        }

        return isShortened;
    }

    private static void Blank(Span<byte> field)
    {
        var rest = field[MimeLimits.Field..];
        foreach (ref byte octet in rest)
        {
            if (octet is not ((byte)'\r' or (byte)'\n'))
                octet = (byte)' ';
        }

        // A value in quotes is closed where it is cut.
        if (IsInQuotes(field[..MimeLimits.Field]) && rest[0] == ' ')
            rest[0] = (byte)'"';
    }

    private static bool IsInQuotes(ReadOnlySpan<byte> value)
    {
        bool isIn = false;
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
                i++;
            else if (value[i] == '"')
                isIn = !isIn;
        }

        return isIn;
    }

    private static bool IsDescription(ReadOnlySpan<byte> line)
        => line.Length > 8 && System.Text.Ascii.EqualsIgnoreCase(line[..8], "Content-"u8) && line.Contains((byte)':');

    private static int EndOfLine(ReadOnlySpan<byte> octets, int start)
    {
        int line = octets[start..].IndexOf((byte)'\n');
        return line < 0 ? octets.Length : start + line + 1;
    }
}
