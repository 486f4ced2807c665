using System.Buffers.Binary;
using System.Net;

namespace SmtpGen.Server.Proxy;

/// <summary>
/// The binary header of the PROXY protocol, version 2 (section 2.2): a signature of 12 octets, version and command, family
/// and transport, the length of the rest, the addresses, and values (TLVs) that are skipped.
/// </summary>
internal static class ProxyV2
{
    /// <summary>What tells it from version 1.</summary>
    public const byte FirstOctet = 0x0D;

    private const int FixedOctets = 16;
    private const byte Local = 0x20;
    private const byte Proxied = 0x21;

    private static ReadOnlySpan<byte> Signature => [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    public static ProxyStatus Parse(ReadOnlySpan<byte> octets, out ProxyHeader header)
    {
        header = default;
        int begun = Math.Min(octets.Length, Signature.Length);
        if (!octets[..begun].SequenceEqual(Signature[..begun]))
            return ProxyStatus.Malformed;
        if (octets.Length > Signature.Length && octets[Signature.Length] is not (Local or Proxied))
            return ProxyStatus.Malformed;
        if (octets.Length < FixedOctets)
            return ProxyStatus.Incomplete;

        int rest = BinaryPrimitives.ReadUInt16BigEndian(octets[14..]);
        header = new ProxyHeader(null, null, FixedOctets + rest);

        // The family of a proxy's own connections says nothing.
        if (octets[12] == Local)
            return ProxyStatus.Complete;
        int addressOctets;
        switch (octets[13])
        {
            case 0x00:
                return ProxyStatus.Complete;
            case 0x11 or 0x12:
                addressOctets = 4;
                break;
            case 0x21 or 0x22:
                addressOctets = 16;
                break;
            case 0x31 or 0x32:
                // Unix sockets: two paths of 108 octets, which are not addresses to us.
                return rest < 216 ? ProxyStatus.Malformed : ProxyStatus.Complete;
            default:
                return ProxyStatus.Malformed;
        }

        var addresses = octets[FixedOctets..];
        int needed = (2 * addressOctets) + 4;
        if (rest < needed)
            return ProxyStatus.Malformed;
        if (addresses.Length < needed)
            return ProxyStatus.Incomplete;
        var ports = addresses[(2 * addressOctets)..];
        header = header with
        {
            Source = new IPEndPoint(new IPAddress(addresses[..addressOctets]), BinaryPrimitives.ReadUInt16BigEndian(ports)),
            Destination = new IPEndPoint(
                new IPAddress(addresses.Slice(addressOctets, addressOctets)), BinaryPrimitives.ReadUInt16BigEndian(ports[2..])),
        };
        return ProxyStatus.Complete;
    }
}
