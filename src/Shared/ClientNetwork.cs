using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SmtpGen;

/// <summary>
/// What counts as one client: an IPv4 address, or the 64-bit network of an IPv6 address, which one host may fill alone. Compiled
/// into each assembly that counts clients.
/// </summary>
/// <param name="Prefix">The address as a number, zero past the network.</param>
/// <param name="Number">Tells clients without an address apart.</param>
internal readonly record struct ClientNetwork(UInt128 Prefix, long Number = 0)
{
    private static long s_last;

    /// <summary>Whether there is an address.</summary>
    public bool IsKnown => Prefix != UInt128.Zero;

    /// <summary>The client at an address; not known where it is null or of another kind.</summary>
    public static ClientNetwork Of(EndPoint? endPoint)
    {
        if (endPoint is not IPEndPoint { Address: var address })
            return default;
        Span<byte> octets = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(octets, out _);
        bool isIPv4 = address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6;
        if (!isIPv4)
            octets[8..].Clear();
        return new ClientNetwork(BinaryPrimitives.ReadUInt128BigEndian(octets));
    }

    /// <summary>The client of an address and port as text; not known where it is null or something else.</summary>
    public static ClientNetwork Of(string? endPoint) => IPEndPoint.TryParse(endPoint ?? "", out IPEndPoint? parsed) ? Of(parsed) : default;

    /// <summary>A client that is equal to no other.</summary>
    public static ClientNetwork Unique() => new(UInt128.Zero, Interlocked.Increment(ref s_last));
}
