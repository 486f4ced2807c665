namespace SmtpGen.Runtime;

/// <summary>Texts in double quotes, in which a backslash stands before a quote and a backslash: <c>"say \"a\""</c>.</summary>
internal static class QuotedText
{
    private const byte Quote = (byte)'"';
    private const byte Backslash = (byte)'\\';

    /// <summary>Whether a text is quoted from its first octet to its last.</summary>
    public static bool IsQuoted(ReadOnlySpan<byte> text) => text.Length >= 2 && End(text) == text.Length;

    /// <summary>Where a quoted text at the beginning of a text ends; -1: none begins there.</summary>
    public static int End(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != Quote)
            return -1;
        int at = 1;
        while (at < text.Length && text[at] != Quote)
            at += text[at] == Backslash ? 2 : 1;
        return at < text.Length ? at + 1 : -1;
    }

    /// <summary>Where a text in quotes ends in which quotes are doubled; -1: none begins there.</summary>
    public static int EndOfDoubled(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != Quote)
            return -1;
        int at = 1;
        while (at < text.Length)
        {
            if (text[at] != Quote)
                at++;
            else if (at + 1 < text.Length && text[at + 1] == Quote)
                at += 2;
            else
                return at + 1;
        }

        return -1;
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

    /// <summary>What a quoted text stands for.</summary>
    public static byte[] Unquote(ReadOnlySpan<byte> text)
    {
        byte[] octets = new byte[text.Length];
        return octets[..Unquote(text, octets)];
    }

    /// <summary>What a text in quotes stands for in which quotes are doubled.</summary>
    public static byte[] Undouble(ReadOnlySpan<byte> text)
    {
        var octets = new List<byte>(text.Length);
        for (int at = 1; at < text.Length - 1; at++)
        {
            octets.Add(text[at]);
            if (text[at] == Quote)
                at++;
        }

        return [.. octets];
    }
}
