using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Storage.Postgres.Tests;

/// <summary>Stands between a store and its server, and stops forwarding when told, while connections stay as they are.</summary>
internal sealed class StallingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private volatile TaskCompletionSource? _stalled;

    public StallingProxy(int server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Octets that the store sent; when they hold it, the proxy stalls before they reach the server.</summary>
    public byte[]? StallBefore { get; set; }

    /// <summary>Octets that the store sent; when they hold it, the proxy forwards them and stalls before the answer.</summary>
    public byte[]? StallAfter { get; set; }

    public bool IsStalled => _stalled is not null;

    public void Stall() => _stalled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume()
    {
        StallBefore = StallAfter = null;
        TaskCompletionSource? stalled = _stalled;
        _stalled = null;
        stalled?.SetResult();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                _ = ConnectAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The server is down, and so the store's connection fails.
            server.Dispose();
            client.Dispose();
            return;
        }

        _ = ForwardAsync(client, server, isFromStore: true);
        _ = ForwardAsync(server, client, isFromStore: false);
    }

    private async Task ForwardAsync(Socket from, Socket to, bool isFromStore)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
            {
                if (isFromStore && StallBefore is { } before && buffer.AsSpan(0, count).IndexOf(before) >= 0)
                    Stall();
                if (_stalled is { } stalled)
                    await stalled.Task.WaitAsync(_stop.Token);
                if (isFromStore && StallAfter is { } after && buffer.AsSpan(0, count).IndexOf(after) >= 0)
                    Stall();
                await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        from.Dispose();
        to.Dispose();
    }
}
