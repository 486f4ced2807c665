using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SmtpGen.Server.Logging;
using SmtpGen.Server.Polling;
using SmtpGen.Server.Telemetry;
using SmtpGen.Server.Transport;

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

            // The connections inherit it where they are polled.
            socket.NoDelay = true;
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
    /// <param name="loops">What polls the connections; null: whatever .NET polls sockets with.</param>
    /// <param name="accepted">Takes each connection.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task AcceptAsync(PollLoops? loops, Action<PlainChannel, ListenAddress> accepted, CancellationToken cancellationToken) =>
        loops is null ? AcceptAsync(accepted, cancellationToken) : AcceptPolledAsync(loops, accepted, cancellationToken);

    public void Dispose() => _socket.Dispose();

    private async Task AcceptPolledAsync(PollLoops loops, Action<PlainChannel, ListenAddress> accepted, CancellationToken cancellationToken)
    {
        using var paused = new SemaphoreSlim(0);
        string failure = "";
        _socket.Blocking = false;
        var listener = new PolledListener(
            loops, _socket.SafeHandle, socket => accepted(new PolledChannel(socket), _address), DescriptorLimit.IsNear, Pause);
        listener.Start();
        while (await WaitAsync(paused, cancellationToken).ConfigureAwait(false))
        {
            await PauseAsync(failure, cancellationToken).ConfigureAwait(false);
            listener.Start();
        }

        listener.Stop();

        void Pause(string why)
        {
            if (why == PolledListener.NoDescriptor)
                ConnectionMetrics.Refuse(ConnectionMetrics.NoDescriptor);
            failure = why;
            paused.Release();
        }
    }

    private static async Task<bool> WaitAsync(SemaphoreSlim paused, CancellationToken cancellationToken)
    {
        await paused.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    private async Task AcceptAsync(Action<PlainChannel, ListenAddress> accepted, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var socket = await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
                if (!DescriptorLimit.IsNear(socket.Handle))
                {
                    accepted(new SocketChannel(socket), _address);
                    continue;
                }

                socket.Close(0);
                ConnectionMetrics.Refuse(ConnectionMetrics.NoDescriptor);
                await PauseAsync(PolledListener.NoDescriptor, cancellationToken).ConfigureAwait(false);
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

    // Trying again at once would only burn the processor.
    private async Task PauseAsync(string why, CancellationToken cancellationToken)
    {
        _logger.AcceptFailed(EndPoint, why);
        await Task.Delay(s_pauseAfterError, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
