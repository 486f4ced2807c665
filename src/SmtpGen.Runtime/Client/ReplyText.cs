using System.Text;

namespace SmtpGen.Runtime.Client;

/// <summary>What stands in the lines of a reply.</summary>
internal static class ReplyText
{
    // Code and separator.
    private const int PrefixLength = 4;

    /// <summary>Where the texts of the lines lie, after their codes.</summary>
    public static IReadOnlyList<Range> LinesOf(ReadOnlySpan<byte> octets)
    {
        var lines = new List<Range>();
        int start = 0;
        while (octets[start..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            int end = start + length - 1;
            lines.Add(Math.Min(start + PrefixLength, end)..end);
            start += length + 1;
        }

        return lines;
    }

    /// <summary>The texts of lines.</summary>
    public static IReadOnlyList<string> Lines(ReceivedReply reply)
    {
        var lines = new List<string>(reply.Lines.Count);
        for (int i = 0; i < reply.Lines.Count; i++)
        {
            var line = reply.Octets.AsSpan(reply.Lines[i]);
            // The dot that was put before another one (RFC 1939 section 3).
            lines.Add(Encoding.UTF8.GetString(i > 0 && reply.IsDotted && line.StartsWith("."u8) ? line[1..] : line));
        }

        return lines;
    }

    /// <summary>RFC 3463 section 2: class, subject and detail, the class equal to the first digit of the code.</summary>
    public static string EnhancedCode(ReadOnlySpan<byte> octets)
    {
        var text = octets[Math.Min(PrefixLength, octets.Length)..];
        int length = text.IndexOfAny(" \r\n"u8);
        text = length < 0 ? text : text[..length];
        return IsEnhancedCode(text) && text[0] == octets[0] ? Encoding.ASCII.GetString(text) : "";
    }

    public static string WithoutCodes(IReadOnlyList<string> lines, string enhancedCode) => string.Join(
        '\n',
        lines.Select(line => enhancedCode.Length > 0 && line.StartsWith(enhancedCode, StringComparison.Ordinal)
            ? line[enhancedCode.Length..].TrimStart(' ')
            : line));

    private static bool IsEnhancedCode(ReadOnlySpan<byte> text)
    {
        int dots = 0;
        int digits = 0;
        foreach (byte octet in text)
        {
            if (octet == '.')
            {
                if (digits == 0)
                    return false;
                dots++;
                digits = 0;
            }
            else if (octet is < (byte)'0' or > (byte)'9' || ++digits > 3)
            {
                return false;
            }
        }

        return dots == 2 && digits > 0 && text.IndexOf((byte)'.') == 1;
    }
}
