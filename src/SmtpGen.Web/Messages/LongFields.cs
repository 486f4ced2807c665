using System.Text;

namespace SmtpGen.Web.Messages;

/// <summary>
/// The fields of headers, of the message and of its parts, before they are parsed. A field on thousands of lines, or a parameter in thousands of
/// pieces (RFC 2231 section 3), takes a parser time that grows with their square.
/// </summary>
internal static class LongFields
{
    /// <summary>
    /// Takes out what is too long of each. Headers are looked for at the start, after what may be a boundary, and after the header of a message in the
    /// message; elsewhere only lines that look like Content fields are taken for fields.
    /// </summary>
    /// <param name="octets">The message.</param>
    /// <returns>How many octets are left.</returns>
    public static int Shorten(Span<byte> octets)
    {
        int length = 0;
        bool isHeader = true;
        bool holdsMessage = false;
        for (int start = 0; start < octets.Length;)
        {
            int end = EndOfLine(octets, start);
            var line = octets[start..end];
            bool isDescription = IsDescription(line);
            if (line.TrimEnd("\r\n"u8).IsEmpty)
                (isHeader, holdsMessage) = (holdsMessage, false);
            else if (line.StartsWith("--"u8))
                (isHeader, holdsMessage) = (true, false);
            holdsMessage |= isDescription && line.IndexOf("message/"u8) >= 0;
            int kept = end - start;
            if (isHeader || isDescription)
            {
                while (end < octets.Length && octets[end] is (byte)' ' or (byte)'\t')
                    end = EndOfLine(octets, end);
                kept = Math.Min(end - start, MimeLimits.Field);
            }

            if (length != start)
                octets.Slice(start, kept).CopyTo(octets[length..]);
            if (kept < end - start)
                Close(octets.Slice(length, kept));
            length += kept;
            start = end;
        }

        return length;
    }

    // A value in quotes is closed where it is cut.
    private static void Close(Span<byte> field)
    {
        var end = IsInQuotes(field[..^3]) ? "\"\r\n"u8 : " \r\n"u8;
        end.CopyTo(field[^3..]);
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
        => line.Length > 8 && Ascii.EqualsIgnoreCase(line[..8], "Content-"u8) && line.Contains((byte)':');

    private static int EndOfLine(ReadOnlySpan<byte> octets, int start)
    {
        int line = octets[start..].IndexOf((byte)'\n');
        return line < 0 ? octets.Length : start + line + 1;
    }
}
