using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Server;

/// <summary>
/// Networks that are trusted with something. IPv4 addresses written as IPv6 (<c>::ffff:10.0.0.1</c>) count as IPv4, in
/// the list and in what is looked up.
/// </summary>
public sealed class NetworkList
{
    // The IPv4 addresses are the last 32 of the 128 bits (RFC 4291 section 2.5.5.2).
    private const int MappedPrefix = 96;

    private readonly IPNetwork[] _networks;

    private NetworkList(IPNetwork[] networks) => _networks = networks;

    /// <summary>Reads a list.</summary>
    /// <param name="networks">Addresses (<c>10.0.0.1</c>) and networks (<c>10.0.0.0/8</c>, <c>2001:db8::/32</c>).</param>
    /// <exception cref="FormatException">One is neither; the message names it.</exception>
    public static NetworkList Parse(IEnumerable<string> networks) => new([.. networks.Select(Parse)]);

    /// <summary>What is wrong with a list, a sentence for each wrong item.</summary>
    /// <param name="key">The option that holds the list, named in the sentences.</param>
    /// <param name="networks">The list.</param>
    public static IEnumerable<string> Validate(string key, IEnumerable<string> networks) =>
        networks.Where(text => !TryParse(text, out _)).Select(text => $"{key} holds {Wrong(text)}");

    /// <summary>Whether an address is in one of the networks; null is in none.</summary>
    public bool Contains([NotNullWhen(true)] IPAddress? address)
    {
        if (address is null)
            return false;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        foreach (var network in _networks)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }

    private static IPNetwork Parse(string text) => TryParse(text, out var network) ? network : throw new FormatException(Wrong(text));

    private static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            network = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
            return true;
        }

        if (!IPNetwork.TryParse(text, out network))
            return false;
        if (network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= MappedPrefix)
            network = new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefix);
        return true;
    }

    private static string Wrong(string text) =>
        $"'{text}'; it must be an IP address, or a network with the length of its prefix, such as 10.0.0.0/8 or 2001:db8::/32.";
}
