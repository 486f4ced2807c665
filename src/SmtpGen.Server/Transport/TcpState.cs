using System.Net.Sockets;

namespace SmtpGen.Server.Transport;

/// <summary>What Linux knows of a TCP connection (tcp(7), TCP_INFO).</summary>
internal static class TcpState
{
    public const int LevelTcp = 6;
    public const int TcpInfo = 11;
    public const byte Established = 1;

    /// <summary>Whether the peer has closed its side, or the connection is broken; false for what is not TCP.</summary>
    public static bool HasPeerEnded(Socket socket)
    {
        // The state is the first octet of the structure, of which the kernel gives as much as is asked for.
        Span<byte> state = stackalloc byte[1];
        return socket.ProtocolType == ProtocolType.Tcp
            && socket.GetRawSocketOption(LevelTcp, TcpInfo, state) > 0
            && state[0] != Established;
    }
}
