using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Storage;

/// <summary>Names of hosts: domains and address literals (RFC 5321, sections 4.1.2 and 4.1.3).</summary>
internal static class HostName
{
    private const int MaxDomain = 255;
    private const int MaxLabel = 63;

    /// <summary>The name as it may stand in a header, or null when it is not a domain or address literal.</summary>
    public static string? TryRender(string? name) => name switch
    {
        ['[', .. var inner, ']'] => ParseAddress(inner) is { } address ? Literal(address) : null,
        { Length: > 0 and <= MaxDomain } when name.Split('.').All(IsLabel) => name,
        _ => null,
    };

    /// <summary>The address as a literal: <c>[192.0.2.1]</c> or <c>[IPv6:2001:db8::1]</c>.</summary>
    public static string Literal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return $"[{address}]";
        // Without the scope: the zone of an interface means nothing elsewhere.
        return $"[IPv6:{new IPAddress(address.GetAddressBytes())}]";
    }

    private static IPAddress? ParseAddress(string literal)
    {
        const string Tag = "IPv6:";
        bool isTagged = literal.StartsWith(Tag, StringComparison.OrdinalIgnoreCase);
        string text = isTagged ? literal[Tag.Length..] : literal;
        // .NET takes scopes, ports, and IPv4 addresses of less than four parts, or with octal and hexadecimal ones, too.
        if (text.AsSpan().IndexOfAny('%', '[', ']') >= 0 || !IPAddress.TryParse(text, out IPAddress? address))
            return null;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? (isTagged ? address : null)
            : !isTagged && address.ToString() == text ? address
            : null;
    }

    private static bool IsLabel(string label)
        => label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
