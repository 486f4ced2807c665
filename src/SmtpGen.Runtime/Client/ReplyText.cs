using System.Text;

namespace SmtpGen.Runtime.Client;

/// <summary>What stands in the lines of a reply.</summary>
internal static class ReplyText
{
    // Code and separator.
    private const int PrefixLength = 4;

    public static IReadOnlyList<string> Lines(ReadOnlySpan<byte> octets)
    {
        var lines = new List<string>();
        foreach (var range in octets.Split((byte)'\n'))
        {
            var line = octets[range].TrimEnd((byte)'\r');
            if (!line.IsEmpty)
                lines.Add(line.Length > PrefixLength ? Encoding.UTF8.GetString(line[PrefixLength..]) : "");
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
