using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Sasl;

/// <summary>What counts as one client: an IPv4 address, or the 64-bit network of an IPv6 address, which one host may fill alone.</summary>
/// <param name="Prefix">The address as a number, zero past the network.</param>
/// <param name="Number">Tells clients without an address apart.</param>
internal readonly record struct ClientNetwork(UInt128 Prefix, long Number = 0)
{
    private static long s_last;

    /// <summary>Whether there is an address.</summary>
    public bool IsKnown => Prefix != UInt128.Zero;

    /// <summary>The client of an address and port as text; not known where it is null or something else.</summary>
    public static ClientNetwork Of(string? endPoint)
    {
        if (AddressOf(endPoint) is not { } address)
            return default;
        Span<byte> octets = stackalloc byte[16];
        bool isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        address.MapToIPv6().TryWriteBytes(octets, out _);
        if (!isIPv4)
            octets[8..].Clear();
        return new ClientNetwork(BinaryPrimitives.ReadUInt128BigEndian(octets));
    }

    /// <summary>The address of an address and port as text, without a zone; null where there is none.</summary>
    public static IPAddress? AddressOf(string? endPoint)
    {
        if (endPoint is null || !IPEndPoint.TryParse(endPoint, out IPEndPoint? parsed))
            return null;
        IPAddress address = parsed.Address.IsIPv4MappedToIPv6 ? parsed.Address.MapToIPv4() : parsed.Address;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            address.ScopeId = 0;
        return address;
    }

    /// <summary>A client that is no other.</summary>
    public static ClientNetwork Unique() => new(UInt128.Zero, Interlocked.Increment(ref s_last));
}
