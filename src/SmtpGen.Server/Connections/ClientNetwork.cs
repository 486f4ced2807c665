using System.Buffers.Binary;
using System.Net;

namespace SmtpGen.Server.Connections;

/// <summary>What counts as one client: an IPv4 address, or the 64-bit network of an IPv6 address, which one host may fill alone.</summary>
/// <param name="Prefix">The address as a number, zero past the network.</param>
internal readonly record struct ClientNetwork(UInt128 Prefix)
{
    public static ClientNetwork Of(EndPoint? endPoint)
    {
        if (endPoint is not IPEndPoint { Address: var address })
            return default;
        Span<byte> octets = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(octets, out _);
        bool isIPv4 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6;
        if (!isIPv4)
            octets[8..].Clear();
        return new ClientNetwork(BinaryPrimitives.ReadUInt128BigEndian(octets));
    }
}
