using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Server.Proxy;

/// <summary>
/// The line of the PROXY protocol, version 1 (section 2.1): <c>PROXY TCP4 192.0.2.1 198.51.100.1 56324 25</c> CRLF, or
/// <c>PROXY UNKNOWN</c> with anything after it.
/// </summary>
internal static class ProxyV1
{
    /// <summary>The longest line, with its end.</summary>
    public const int MostOctets = 107;

    private static readonly SearchValues<byte> s_addressOctets = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    private static ReadOnlySpan<byte> Prefix => "PROXY "u8;

    public static ProxyStatus Parse(ReadOnlySpan<byte> octets, out ProxyHeader header)
    {
        header = default;
        int begun = Math.Min(octets.Length, Prefix.Length);
        if (!octets[..begun].SequenceEqual(Prefix[..begun]))
            return ProxyStatus.Malformed;

        var line = octets[..Math.Min(octets.Length, MostOctets)];
        int end = line.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0 || (line[end] == '\r' && end + 1 == line.Length))
            return line.Length == MostOctets ? ProxyStatus.Malformed : ProxyStatus.Incomplete;
        if (!line[end..].StartsWith("\r\n"u8))
            return ProxyStatus.Malformed;
        return ParseFields(line[Prefix.Length..end], end + 2, out header) ? ProxyStatus.Complete : ProxyStatus.Malformed;
    }

    private static bool ParseFields(ReadOnlySpan<byte> fields, int length, out ProxyHeader header)
    {
        header = new ProxyHeader(null, null, length);
        var protocol = TakeField(ref fields);
        if (protocol.SequenceEqual("UNKNOWN"u8))
            return true;
        bool isIPv4 = protocol.SequenceEqual("TCP4"u8);
        if (!isIPv4 && !protocol.SequenceEqual("TCP6"u8))
            return false;
        var family = isIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        if (!TryReadAddress(TakeField(ref fields), family, out var source)
            || !TryReadAddress(TakeField(ref fields), family, out var destination)
            || !TryReadPort(TakeField(ref fields), out int sourcePort)
            || !TryReadPort(fields, out int destinationPort))
            return false;
        header = new ProxyHeader(new IPEndPoint(source, sourcePort), new IPEndPoint(destination, destinationPort), length);
        return true;
    }

    private static ReadOnlySpan<byte> TakeField(ref ReadOnlySpan<byte> fields)
    {
        int space = fields.IndexOf((byte)' ');
        var field = space < 0 ? fields : fields[..space];
        fields = space < 0 ? default : fields[(space + 1)..];
        return field;
    }

    private static bool TryReadAddress(ReadOnlySpan<byte> text, AddressFamily family, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.ContainsAnyExcept(s_addressOctets) || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != family)
            return false;
        address = parsed;

        // The parser also knows 127.1, 0x7f.1 and octal numbers; the protocol only the four numbers without leading zeros.
        Span<byte> canonical = stackalloc byte[45];
        return family != AddressFamily.InterNetwork
            || (parsed.TryFormat(canonical, out int written) && text.SequenceEqual(canonical[..written]));
    }

    private static bool TryReadPort(ReadOnlySpan<byte> text, out int port)
    {
        port = 0;
        foreach (byte octet in text)
        {
            if (octet is < (byte)'0' or > (byte)'9' || (port = (port * 10) + octet - '0') > ushort.MaxValue)
                return false;
        }

        return text.Length == 1 || (text.Length > 1 && text[0] != '0');
    }
}
