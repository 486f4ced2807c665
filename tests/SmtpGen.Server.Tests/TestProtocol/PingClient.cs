using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Server.Tests.TestProtocol;

/// <summary>A client that sends and reads octets as the test says.</summary>
public sealed class PingClient : IDisposable
{
    private readonly Socket _socket;
    private readonly StreamReader _reader;

    private PingClient(Socket socket)
    {
        _socket = socket;
        _reader = new StreamReader(new NetworkStream(socket, ownsSocket: true), Encoding.ASCII);
    }

    public static async Task<PingClient> ConnectAsync(IPEndPoint endPoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint, TestContext.Current.CancellationToken);
        return new PingClient(socket);
    }

    public async Task SendAsync(string octets) =>
        await _socket.SendAsync(Encoding.ASCII.GetBytes(octets), TestContext.Current.CancellationToken);

    /// <summary>The next line; null when the server has closed in order.</summary>
    public async Task<string?> LineAsync() => await _reader.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>What comes with one read of the socket.</summary>
    public async Task<string> OctetsAsync()
    {
        byte[] octets = new byte[4096];
        int count = await _socket.ReceiveAsync(octets, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(octets, 0, count);
    }

    /// <summary>Reads until the connection ends, in order or not; the number of octets that came.</summary>
    public async Task<long> OctetsToEndAsync()
    {
        byte[] octets = new byte[65536];
        long total = 0;
        try
        {
            while (await _socket.ReceiveAsync(octets, TestContext.Current.CancellationToken) is > 0 and var count)
                total += count;
        }
        catch (SocketException)
        {
            // Cut off.
        }

        return total;
    }

    /// <summary>Leaves without a word: the server sees a reset.</summary>
    public void Reset() => _socket.Close(0);

    public void Dispose() => _reader.Dispose();
}
