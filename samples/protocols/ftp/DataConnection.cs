using System.Net;
using System.Net.Sockets;

namespace Samples;

/// <summary>Listens for one data connection (RFC 959 section 3.3).</summary>
public sealed class DataConnection : IDisposable
{
    // How long a client has to connect.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private DataConnection() => _listener.Start(1);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Begins to listen; null where the system has no port for it.</summary>
    public static DataConnection? TryListen()
    {
        try
        {
            return new DataConnection();
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>The connection; null where none comes in time.</summary>
    /// <param name="client">The address of the client; another may not take its place.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<NetworkStream?> AcceptAsync(IPAddress? client, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(patience.Token);
                if (client is null || ((IPEndPoint)socket.RemoteEndPoint!).Address.Equals(client.MapToIPv4()))
                    return new NetworkStream(socket, ownsSocket: true);
                socket.Dispose();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _listener.Dispose();
}
