using System.Text;

namespace Samples;

/// <summary>An article as it is stored.</summary>
/// <param name="Id">Its message-id, with the brackets.</param>
/// <param name="Content">Its octets, with lines that end in CRLF.</param>
public sealed record NewsArticle(string Id, byte[] Content)
{
    private int HeaderEnd => Content.AsSpan().IndexOf("\r\n\r\n"u8) is >= 0 and var end ? end + 2 : Content.Length;

    /// <summary>The headers.</summary>
    public ReadOnlyMemory<byte> Headers => Content.AsMemory(0, HeaderEnd);

    /// <summary>What stands after the empty line.</summary>
    public ReadOnlyMemory<byte> Body => HeaderEnd < Content.Length ? Content.AsMemory(HeaderEnd + 2) : default;

    /// <summary>The fields of an overview (RFC 3977 section 8.3.2), without the number.</summary>
    public string Overview => string.Join('\t', Header("Subject"), Header("From"), Header("Date"), Id, Header("References"), Content.Length, Body.Span.Count((byte)'\n'));

    /// <summary>The text of a header; empty where there is none.</summary>
    public string Header(string name)
    {
        string[] lines = Encoding.UTF8.GetString(Headers.Span).Replace("\r\n ", " ").Replace("\r\n\t", " ").Split("\r\n");
        string? line = Array.Find(lines, line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line?[(name.Length + 1)..].Trim().Replace('\t', ' ') ?? "";
    }
}
