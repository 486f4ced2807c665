using System.Net;

namespace SmtpGen.Server.Proxy;

/// <summary>What a PROXY header says.</summary>
/// <param name="Source">The client's address; null when the proxy speaks for itself or does not know.</param>
/// <param name="Destination">The address the client connected to; null likewise.</param>
/// <param name="Length">Octets the header takes, with what follows the addresses in it and may still be to come.</param>
internal readonly record struct ProxyHeader(IPEndPoint? Source, IPEndPoint? Destination, int Length)
{
    /// <summary>No header is decided by more octets than this: the 16 and the longest addresses of version 2.</summary>
    public const int MostOctets = 16 + 216;

    /// <summary>Reads a header from the beginning of a connection.</summary>
    /// <param name="octets">All that came so far; what stands after the header is not looked at.</param>
    /// <param name="header">The header, when it is <see cref="ProxyStatus.Complete"/>.</param>
    public static ProxyStatus Parse(ReadOnlySpan<byte> octets, out ProxyHeader header)
    {
        header = default;
        if (octets.IsEmpty)
            return ProxyStatus.Incomplete;
        return octets[0] == ProxyV2.FirstOctet ? ProxyV2.Parse(octets, out header) : ProxyV1.Parse(octets, out header);
    }
}

/// <summary>How far a PROXY header is known.</summary>
internal enum ProxyStatus : byte
{
    /// <summary>More octets are needed.</summary>
    Incomplete,

    /// <summary>The header is known.</summary>
    Complete,

    /// <summary>It is not a header, whatever may follow.</summary>
    Malformed,
}
