using System.Text;

namespace Samples;

/// <summary>The octets of a message, and what stands where in them.</summary>
public sealed class MessageText
{
    private readonly int _bodyStart;

    /// <param name="content">The message as it is stored. Where its lines end in LF they end in CRLF here.</param>
    public MessageText(byte[] content)
    {
        Content = WithCrlf(content);
        int end = Content.AsSpan().StartsWith("\r\n"u8) ? 0 : Content.AsSpan().IndexOf("\r\n\r\n"u8) is >= 0 and var found ? found + 2 : Content.Length;
        _bodyStart = Math.Min(end + 2, Content.Length);
    }

    public byte[] Content { get; }

    /// <summary>The header with the empty line after it.</summary>
    public ReadOnlySpan<byte> Header => Content.AsSpan(0, _bodyStart);

    /// <summary>What follows the empty line.</summary>
    public ReadOnlySpan<byte> Body => Content.AsSpan(_bodyStart);

    /// <summary>Some fields of the header, as they stand, with an empty line after them (RFC 3501 section 6.4.5).</summary>
    /// <param name="names">The names of the fields.</param>
    /// <param name="isNot">All but those.</param>
    public byte[] Fields(IReadOnlyCollection<string> names, bool isNot) =>
        [.. Fields().Where(field => names.Contains(field.Name, StringComparer.OrdinalIgnoreCase) != isNot).SelectMany(field => Encoding.Latin1.GetBytes(field.Lines)), .. "\r\n"u8];

    /// <summary>The text of the first field of a name, unfolded; null where there is none. A character stands for an octet.</summary>
    public string? Field(string name)
    {
        var (_, lines) = Fields().FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return lines?[(lines.IndexOf(':') + 1)..].Replace("\r\n", "").Trim();
    }

    private List<(string Name, string Lines)> Fields()
    {
        var fields = new List<(string Name, string Lines)>();
        foreach (string line in Encoding.Latin1.GetString(Header).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] is ' ' or '\t' && fields.Count > 0)
                fields[^1] = fields[^1] with { Lines = fields[^1].Lines + line + "\r\n" };
            else
                fields.Add((line.Split(':')[0].TrimEnd(), line + "\r\n"));
        }

        return fields;
    }

    private static byte[] WithCrlf(byte[] content)
    {
        if (content.AsSpan().Count((byte)'\n') == content.AsSpan().Count("\r\n"u8))
            return content;
        var lines = new List<byte>(content.Length + 1000);
        for (int index = 0; index < content.Length; index++)
        {
            if (content[index] == '\n' && (index == 0 || content[index - 1] != '\r'))
                lines.Add((byte)'\r');
            lines.Add(content[index]);
        }

        return [.. lines];
    }
}
