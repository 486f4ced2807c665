using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Server.Tests.TestProtocol;

/// <summary>A client that sends and reads octets as the test says.</summary>
public sealed class PingClient : IDisposable
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly StreamReader _reader;

    private PingClient(Socket socket, Stream stream)
    {
        _socket = socket;
        _stream = stream;
        _reader = new StreamReader(stream, Encoding.ASCII);
    }

    public static async Task<PingClient> ConnectAsync(IPEndPoint endPoint)
    {
        var socket = await ConnectSocketAsync(endPoint);
        return new PingClient(socket, new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Connects and makes a TLS handshake, after it has sent something in plain text.</summary>
    public static async Task<PingClient> ConnectTlsAsync(
        IPEndPoint endPoint, SslClientAuthenticationOptions options, byte[]? first = null)
    {
        var socket = await ConnectSocketAsync(endPoint);
        if (first is not null)
            await socket.SendAsync(first, TestContext.Current.CancellationToken);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await stream.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }

        return new PingClient(socket, stream);
    }

    public async Task SendAsync(string octets) =>
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(octets), TestContext.Current.CancellationToken);

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
            while (await _stream.ReadAsync(octets, TestContext.Current.CancellationToken) is > 0 and var count)
                total += count;
        }
        catch (IOException)
        {
            // Cut off.
        }

        return total;
    }

    /// <summary>Leaves without a word: the server sees a reset.</summary>
    public void Reset() => _socket.Close(0);

    public void Dispose() => _reader.Dispose();

    private static async Task<Socket> ConnectSocketAsync(IPEndPoint endPoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint, TestContext.Current.CancellationToken);
        return socket;
    }
}
