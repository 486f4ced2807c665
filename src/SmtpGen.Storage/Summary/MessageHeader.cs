using System.Text;

namespace SmtpGen.Storage;

/// <summary>
/// The beginning of a message's header: as much of it as lists need, however long it is. A field of it is read as it stands,
/// unfolded (RFC 5322, section 2.2.3); encoded words stay encoded.
/// </summary>
internal readonly ref struct MessageHeader(ReadOnlySpan<byte> octets)
{
    /// <summary>The octets of a message that are looked at; a header that is longer ends here.</summary>
    public const int Limit = 64 * 1024;

    // No subject that people write is longer, and a list of messages stays small whatever they say.
    private const int MaxValue = 4096;

    private readonly ReadOnlySpan<byte> _octets = octets;

    /// <summary>The text of the first field with a name; null where there is none.</summary>
    /// <param name="name">The name, in any case.</param>
    public string? Field(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> rest = _octets;
        while (TryTakeLine(ref rest, out ReadOnlySpan<byte> line) && line.Length > 0)
        {
            if (line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
                return Unfold(line[(name.Length + 1)..], rest);
        }

        return null;
    }

    /// <summary>Whether the empty line that ends a header is among the octets.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> octets)
        => octets.StartsWith("\n"u8) || octets.StartsWith("\r\n"u8) || octets.IndexOf("\n\n"u8) >= 0 || octets.IndexOf("\n\r\n"u8) >= 0;

    private static string Unfold(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        var value = new List<byte>();
        Append(value, first);
        while (rest.Length > 0 && rest[0] is (byte)' ' or (byte)'\t' && TryTakeLine(ref rest, out ReadOnlySpan<byte> line))
            Append(value, line);
        return Encoding.UTF8.GetString([.. value]).Trim();
    }

    private static void Append(List<byte> value, ReadOnlySpan<byte> octets)
        => value.AddRange(octets[..Math.Min(octets.Length, MaxValue - value.Count)]);

    private static bool TryTakeLine(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        int end = rest.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest[..end];
        if (rest.IsEmpty)
            return false;
        rest = end < 0 ? default : rest[(end + 1)..];
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        return true;
    }
}
