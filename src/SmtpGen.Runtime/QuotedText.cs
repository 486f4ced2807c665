namespace SmtpGen.Runtime;

/// <summary>Texts in double quotes, in which a backslash stands before a quote and a backslash: <c>"say \"a\""</c>.</summary>
internal static class QuotedText
{
    private const byte Quote = (byte)'"';
    private const byte Backslash = (byte)'\\';

    /// <summary>Whether a text is quoted from its first octet to its last.</summary>
    public static bool IsQuoted(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != Quote)
            return false;
        int at = 1;
        while (at < text.Length && text[at] != Quote)
            at += text[at] == Backslash ? 2 : 1;
        return at == text.Length - 1;
    }

    /// <summary>Writes what a quoted text stands for.</summary>
    /// <returns>How many octets were written: fewer than the text has.</returns>
    public static int Unquote(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        int written = 0;
        for (int at = 1; at < text.Length - 1; at++)
        {
            if (text[at] == Backslash)
                at++;
            destination[written++] = text[at];
        }

        return written;
    }
}
