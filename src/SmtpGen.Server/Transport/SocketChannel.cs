using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SmtpGen.Server.Telemetry;

namespace SmtpGen.Server.Transport;

/// <summary>Octets of a socket. Sending tries without waiting first.</summary>
internal sealed class SocketChannel : PlainChannel
{
    private static readonly bool s_isInline = InlineCompletions.AreEnabled;

    private readonly Socket _socket;

    private readonly Interruption _interruption = new();
    private bool _wasFilled;

    /// <exception cref="SocketException">The connection is lost already.</exception>
    public SocketChannel(Socket socket)
    {
        socket.NoDelay = true;
        socket.Blocking = false;
        _socket = socket;
        RemoteEndPoint = socket.RemoteEndPoint;
        LocalEndPoint = socket.LocalEndPoint;
    }

    public override EndPoint? RemoteEndPoint { get; }

    public override EndPoint? LocalEndPoint { get; }

    // A block that was not filled took all there was, and the client waits for its answer. Waiting looks for octets too.
    public override bool TriesFirst => _wasFilled;

    public override bool ReceivesAfterEnd => true;

    public override bool HasOctets
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

    public override bool HasEnded
    {
        get
        {
            try
            {
                // After octets that nobody has read the end can be seen in the connection's state only.
                return OperatingSystem.IsLinux()
                    ? TcpState.HasPeerEnded(_socket)
                    : _socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0;
            }
            catch (Exception exception) when (IsLoss(exception))
            {
                return true;
            }
        }
    }

    public override void Start(SendOrPostCallback begin, object state)
    {
        if (s_isInline)
            begin(state);
        else
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.begin(work.state), (begin, state), preferLocal: false);
    }

    public override ValueTask<int> WaitAsync(bool mayInterrupt) =>
        mayInterrupt ? WaitInterruptiblyAsync() : _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);

    public override void Interrupt() => _interruption.Raise();

    public override int TryReceive(Span<byte> into)
    {
        int count = Receive(into, SocketFlags.None);
        _wasFilled = count == into.Length;
        if (count > 0)
        {
            Clock.Count(count);
            OctetMetrics.Receive(count);
        }

        return count;
    }

    public override int TryPeek(Span<byte> into) => Receive(into, SocketFlags.Peek);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        try
        {
            int sent = _socket.Send(octets.Span, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                return ValueTask.FromException(Lost(new SocketException((int)error)));
            sent = error == SocketError.Success ? sent : 0;
            OctetMetrics.Send(sent);
            return sent == octets.Length ? default : SendRestAsync(octets[sent..]);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            return ValueTask.FromException(Lost(exception));
        }
    }

    public override ValueTask EndAsync()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            // Nobody is there.
        }

        return default;
    }

    public override void Abort() => _socket.Close(0);

    public override void Close() => _socket.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitInterruptiblyAsync()
    {
        try
        {
            return await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, _interruption.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw _interruption.Take();
        }
    }

    // A connection that was lost has ended.
    private int Receive(Span<byte> into, SocketFlags flags)
    {
        try
        {
            int count = _socket.Receive(into, flags, out var error);
            return error switch
            {
                SocketError.Success => count,
                SocketError.WouldBlock => NothingYet,
                _ => 0,
            };
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            return 0;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> octets)
    {
        Clock.BeginSend(Environment.TickCount64);
        try
        {
            while (!octets.IsEmpty)
            {
                int sent = await _socket.SendAsync(octets, SocketFlags.None).ConfigureAwait(false);
                OctetMetrics.Send(sent);
                octets = octets[sent..];
            }
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw Lost(exception);
        }
        finally
        {
            Clock.EndSend();
        }
    }
}
