using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Transport;

/// <summary>
/// A connection over a socket. While it waits for the client it holds no buffer: the wait asks for no octets, and memory
/// is rented when there is something to read. Receiving and sending try without waiting first.
/// </summary>
internal sealed class SocketTransport : ITransport
{
    private const int BlockSize = 65536;
    private const long MostDrained = 1 << 20;

    private readonly Socket _socket;
    private readonly ConnectionClock _clock;
    private byte[] _block = [];
    private bool _isLost;

    // Has neither timer nor wait handle, so it needs no disposal; the clock's sweep may cancel it late.
    private volatile CancellationTokenSource _interrupt = new();

    /// <summary>A transport that owns the socket.</summary>
    /// <exception cref="SocketException">The connection is lost already.</exception>
    public SocketTransport(Socket socket, ServerOptions options)
    {
        socket.NoDelay = true;
        socket.Blocking = false;
        _socket = socket;
        _clock = new ConnectionClock(options, Environment.TickCount64);
        RemoteEndPoint = socket.RemoteEndPoint;
        LocalEndPoint = socket.LocalEndPoint;
    }

    /// <inheritdoc/>
    public EndPoint? RemoteEndPoint { get; }

    /// <inheritdoc/>
    public EndPoint? LocalEndPoint { get; }

    /// <inheritdoc/>
    public TransportSecurity? Security => null;

    /// <summary>Whether octets wait to be read.</summary>
    public bool HasOctets
    {
        get
        {
            try
            {
                return _socket.Available > 0;
            }
            catch (Exception exception) when (IsLoss(exception))
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<Received> ReceiveAsync(Wait wait)
    {
        ReleaseBlock();

        // Told once already; whoever asks again would otherwise ask for ever.
        if (_isLost)
            return ValueTask.FromException<Received>(new IOException("The connection was lost."));
        long now = Environment.TickCount64;
        _clock.BeginWait(wait, now);
        var due = _clock.Due(now);
        if (due != ServerEvent.None)
            return new(End(due));
        return TryReceive(out var received) ? new(received) : WaitAsync();
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        try
        {
            int sent = _socket.Send(octets.Span, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                return ValueTask.FromException(Lost(new SocketException((int)error)));
            sent = error == SocketError.Success ? sent : 0;
            return sent == octets.Length ? default : SendRestAsync(octets[sent..]);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            return ValueTask.FromException(Lost(exception));
        }
    }

    /// <inheritdoc/>
    public ValueTask SecureAsync() => ValueTask.FromException(new IOException("The listener has no certificate."));

    /// <summary>Ends what takes too long. May be called at any time, from any thread.</summary>
    public void CheckClock(long now)
    {
        if (_clock.IsSendDue(now))
            Abort();
        else if (_clock.Due(now) != ServerEvent.None)
            _interrupt.Cancel();
    }

    /// <summary>Ends the session at its next wait for a command, or the one under way. May be called from any thread.</summary>
    public void Stop()
    {
        _clock.Stop();
        CheckClock(Environment.TickCount64);
    }

    /// <summary>Cuts the connection. May be called at any time, from any thread.</summary>
    public void Abort() => _socket.Close(0);

    /// <summary>
    /// Closes after the last reply. Closing a socket with unread octets resets the connection, which can destroy the reply
    /// on its way; so the client's octets are read, within limits, until it closes too.
    /// </summary>
    public async ValueTask CloseAsync()
    {
        try
        {
            _clock.BeginClose(Environment.TickCount64);
            if (!_isLost)
                _socket.Shutdown(SocketShutdown.Send);
            for (long drained = 0; !_isLost && drained < MostDrained;)
            {
                var received = await ReceiveAsync(default).ConfigureAwait(false);
                if (received.Octets.IsEmpty)
                    break;
                drained += received.Octets.Length;
            }
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            _isLost = true;
        }

        ReleaseBlock();
        _socket.Dispose();
    }

    /// <summary>Gives back what a session that broke off still held.</summary>
    public void Release()
    {
        ReleaseBlock();
        Abort();
    }

    private static bool IsLoss(Exception exception) => exception is SocketException or ObjectDisposedException;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Received> WaitAsync()
    {
        while (true)
        {
            try
            {
                await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, _interrupt.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                var due = _clock.Due(Environment.TickCount64);
                if (due != ServerEvent.None)
                    return End(due);

                // Meant for a wait that had just ended.
                _interrupt = new CancellationTokenSource();
            }
            catch (Exception exception) when (IsLoss(exception))
            {
                return Lose();
            }

            if (TryReceive(out var received))
                return received;
        }
    }

    private bool TryReceive(out Received received)
    {
        received = default;
        _block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            int count = _socket.Receive(_block, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
            {
                ReleaseBlock();
                return false;
            }

            if (error != SocketError.Success || count == 0)
            {
                received = Lose();
                return true;
            }

            _clock.EndWait(count, Environment.TickCount64);
            received = new Received(_block.AsMemory(0, count));
            return true;
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            received = Lose();
            return true;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> octets)
    {
        _clock.BeginSend(Environment.TickCount64);
        try
        {
            while (!octets.IsEmpty)
                octets = octets[await _socket.SendAsync(octets, SocketFlags.None).ConfigureAwait(false)..];
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw Lost(exception);
        }
        finally
        {
            _clock.EndSend();
        }
    }

    private Received End(ServerEvent what)
    {
        _clock.EndWait(0, Environment.TickCount64);
        return new Received(default, what);
    }

    private Received Lose()
    {
        _isLost = true;
        ReleaseBlock();
        return End(ServerEvent.None);
    }

    private IOException Lost(Exception cause)
    {
        _isLost = true;
        return new IOException("The connection was lost while sending.", cause);
    }

    private void ReleaseBlock()
    {
        if (_block.Length > 0)
            ArrayPool<byte>.Shared.Return(_block);
        _block = [];
    }
}
