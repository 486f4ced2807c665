using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Client.Tests;

/// <summary>A SOCKS 5 proxy without logins (RFC 1928) that serves one client, and the client's part of its protocol.</summary>
internal sealed class SocksProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public SocksProxy()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The server that the client has asked for.</summary>
    public MailConnectContext? Asked { get; private set; }

    /// <summary>Connects to a server by way of the proxy.</summary>
    public async ValueTask<Stream> ConnectAsync(MailConnectContext server, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)_listener.LocalEndpoint, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(new byte[] { 5, 1, 0 }, cancellationToken);
        await ReadAsync(stream, 2, cancellationToken);
        byte[] port = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(port, (ushort)server.Port);
        await stream.WriteAsync(new byte[] { 5, 1, 0, 1 }.Concat(IPAddress.Parse(server.Host).GetAddressBytes()).Concat(port).ToArray(), cancellationToken);
        return (await ReadAsync(stream, 10, cancellationToken))[1] == 0 ? stream : throw new IOException("the proxy refuses");
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        await ReadAsync(stream, 3, CancellationToken.None);
        await stream.WriteAsync(new byte[] { 5, 0 });
        byte[] request = await ReadAsync(stream, 10, CancellationToken.None);
        var address = new IPAddress(request.AsSpan(4, 4));
        int port = BinaryPrimitives.ReadUInt16BigEndian(request.AsSpan(8));
        Asked = new MailConnectContext(address.ToString(), port);
        using var server = new TcpClient();
        await server.ConnectAsync(address, port);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
        await using var far = server.GetStream();
        await Task.WhenAny(stream.CopyToAsync(far), far.CopyToAsync(stream));
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count, CancellationToken cancellationToken)
    {
        byte[] octets = new byte[count];
        await stream.ReadExactlyAsync(octets, cancellationToken);
        return octets;
    }
}
