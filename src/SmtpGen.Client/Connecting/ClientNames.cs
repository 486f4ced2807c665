using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Client;

/// <summary>The name a client greets with.</summary>
internal static class ClientNames
{
    /// <summary>RFC 5321 section 4.1.4: the computer's domain, or an address literal where it has none.</summary>
    public static string Of(IPAddress? address)
    {
        string name = Dns.GetHostName();
        if (name.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(name) == UriHostNameType.Dns && !name.Contains('_', StringComparison.Ordinal))
            return name;
        // A socket of a file, or a stream that the caller has made. Servers refuse a name without a dot more often than a literal.
        address ??= IPAddress.Loopback;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{new IPAddress(address.GetAddressBytes())}]" : $"[{address}]";
    }
}
