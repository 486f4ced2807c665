using System.Buffers.Binary;
using System.Net;

namespace SmtpGen.Server.Polling;

/// <summary>Reads what the system calls <c>sockaddr</c> (ip(7), ipv6(7)).</summary>
internal static unsafe class SocketAddress
{
    /// <summary>Octets of the longest.</summary>
    public const int MostOctets = 28;

    private const int IPv4 = 2;
    private const int IPv6 = 10;

    /// <summary>The address in some octets; null where it is of another kind.</summary>
    public static IPEndPoint? Read(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 16)
            return null;
        int port = BinaryPrimitives.ReadUInt16BigEndian(octets[2..]);
        int family = BitConverter.ToUInt16(octets);
        return family switch
        {
            IPv4 => new IPEndPoint(new IPAddress(octets[4..8]), port),
            IPv6 when octets.Length >= MostOctets => new IPEndPoint(new IPAddress(octets[8..24], BitConverter.ToUInt32(octets[24..])), port),
            _ => null,
        };
    }

    /// <summary>The address that a socket has here.</summary>
    public static IPEndPoint? OfSocket(int descriptor)
    {
        Span<byte> octets = stackalloc byte[MostOctets];
        int length = MostOctets;
        fixed (byte* first = octets)
            return Libc.NameSocket(descriptor, first, &length) == 0 ? Read(octets[..Math.Min(length, MostOctets)]) : null;
    }
}
