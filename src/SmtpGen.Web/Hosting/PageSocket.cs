using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Web.Hosting;

/// <summary>
/// The address of the page, had before anything of the page is loaded: whether it can be had is known at once, and who asks meanwhile waits.
/// </summary>
internal sealed class PageSocket : IDisposable
{
    private readonly Socket _socket;

    private PageSocket(Socket socket) => _socket = socket;

    /// <summary>Where it is, with the port that was taken.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Takes an address.</summary>
    /// <exception cref="SocketException">It cannot be had.</exception>
    public static PageSocket Bind(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
            socket.Listen();
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Hands the socket to whoever closes it.</summary>
    public Socket Take() => _socket;

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
