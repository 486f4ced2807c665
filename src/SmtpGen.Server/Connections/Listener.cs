using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SmtpGen.Server.Logging;
using SmtpGen.Server.Telemetry;

namespace SmtpGen.Server.Connections;

/// <summary>Listens on one address, and goes on listening whatever a single connection does.</summary>
internal sealed class Listener : IDisposable
{
    private static readonly TimeSpan s_pauseAfterError = TimeSpan.FromMilliseconds(250);

    private readonly ListenAddress _address;
    private readonly Socket _socket;
    private readonly ILogger _logger;

    /// <exception cref="ListenException">The address cannot be had.</exception>
    public Listener(ListenAddress address, int backlog, ILogger logger)
    {
        var endPoint = address.EndPoint;
        _address = address;
        _logger = logger;
        Socket? socket = null;
        try
        {
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

            // Otherwise [::] would take the port of 0.0.0.0 too, on some systems.
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = false;
            socket.Bind(endPoint);
            socket.Listen(backlog);
            EndPoint = (IPEndPoint)socket.LocalEndPoint!;
            _socket = socket;
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            throw new ListenException(endPoint, exception);
        }
    }

    /// <summary>The address, with the port that was taken.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Hands over every connection until it is cancelled.</summary>
    public async Task AcceptAsync(Action<Socket, ListenAddress> accepted, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var socket = await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
                if (!DescriptorLimit.IsNear(socket))
                {
                    accepted(socket, _address);
                    continue;
                }

                socket.Close(0);
                ConnectionMetrics.Refuse(ConnectionMetrics.NoDescriptor);
                await PauseAsync("no file descriptor is left for another connection", cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The client left before its turn.
            }
            catch (SocketException exception)
            {
                await PauseAsync(exception.Message, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    // Trying again at once would only burn the processor.
    private async Task PauseAsync(string why, CancellationToken cancellationToken)
    {
        _logger.AcceptFailed(EndPoint, why);
        await Task.Delay(s_pauseAfterError, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
