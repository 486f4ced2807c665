using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using SmtpGen.Server.Telemetry;

namespace SmtpGen.Server.Transport;

/// <summary>Octets of a pair of pipes, which somebody else moves to and from the network.</summary>
internal sealed class PipeChannel(PipeConnection connection) : PlainChannel
{
    // A pipe takes all it is given, however much it holds already: so much is given before it is asked whether it has room.
    private const int MostAtOnce = 65536;

    // The network is asked for nothing more when a client that was sending has been quiet for so long.
    private static readonly TimeSpan s_quietTime = TimeSpan.FromMilliseconds(100);

    private readonly PipeReader _input = connection.Pipe.Input;
    private readonly PipeWriter _output = connection.Pipe.Output;

    private readonly Interruption _interruption = new();

    // What was read and is not taken yet. The reader must be given it back before it is asked again.
    private ReadOnlySequence<byte> _pending;
    private bool _isAtEnd;
    private volatile bool _isAborted;
    private volatile bool _isClosed;

    public override EndPoint? RemoteEndPoint => connection.RemoteEndPoint;

    public override EndPoint? LocalEndPoint => connection.LocalEndPoint;

    // Looking for octets costs no call of the system.
    public override bool TriesFirst => HasOctets || _isAtEnd;

    // Whoever moves the octets closes both directions when one is completed.
    public override bool ReceivesAfterEnd => false;

    public override bool HasOctets => !_pending.IsEmpty || TryRead();

    public override bool HasEnded
    {
        get
        {
            if (connection.Closed.IsCancellationRequested)
                return true;
            try
            {
                return OperatingSystem.IsLinux() && connection.Socket is { } socket && TcpState.HasPeerEnded(socket);
            }
            catch (Exception exception) when (IsLoss(exception))
            {
                return true;
            }
        }
    }

    // Whoever accepted the connection has chosen where its session runs.
    public override void Start(SendOrPostCallback begin, object state) => begin(state);

    public override ValueTask<int> WaitAsync(bool mayInterrupt) =>
        HasOctets || _isAtEnd ? default : mayInterrupt ? WaitInterruptiblyAsync() : ReadAsync(CancellationToken.None);

    public override void Interrupt() => _interruption.Raise();

    public override int TryReceive(Span<byte> into)
    {
        int count = TryPeek(into);
        if (count <= 0)
            return count;
        Clock.Count(count);
        OctetMetrics.Receive(count);
        _pending = _pending.Slice(count);
        if (_pending.IsEmpty)
            GiveBack();
        return count;
    }

    public override int TryPeek(Span<byte> into)
    {
        if (!HasOctets)
            return _isAtEnd ? 0 : NothingYet;
        int count = (int)Math.Min(into.Length, _pending.Length);
        _pending.Slice(0, count).CopyTo(into);
        return count;
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        if (octets.Length > MostAtOnce)
            return SendInPartsAsync(octets);
        OctetMetrics.Send(octets.Length);
        var flush = _output.WriteAsync(octets);
        if (!flush.IsCompletedSuccessfully)
            return WaitForRoomAsync(flush);
        return IsTaken(flush.Result) ? default : ValueTask.FromException(Lost());
    }

    /// <summary>
    /// Ends the connection when the client is quiet: it would be reset if octets came later, which could destroy the last reply on its
    /// way. A client that was not sending is quiet at once.
    /// </summary>
    public override async ValueTask EndAsync()
    {
        byte[] drain = ArrayPool<byte>.Shared.Rent(MostAtOnce);
        try
        {
            bool wasSending = Clock.IsBodyOpen;
            while (!Clock.IsCloseDue(Environment.TickCount64))
            {
                int count = TryReceive(drain);
                if (count == 0 || (count < 0 && (!wasSending || !await IsSendingAsync().ConfigureAwait(false))))
                    break;
                wasSending = true;
            }

            await _output.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            // Nobody is there.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(drain);
        }
    }

    // What was sent last may still be on its way when the connection was given up in order.
    public override void Abort()
    {
        if (_isClosed)
            return;
        _isAborted = true;
        connection.Abort?.Invoke();
        _input.CancelPendingRead();
        _output.CancelPendingFlush();
    }

    public override void Close()
    {
        _isClosed = true;
        _pending = default;
        _input.Complete();
        _output.Complete();
    }

    private bool IsTaken(FlushResult result) => !result.IsCompleted && !_isAborted;

    private async ValueTask SendInPartsAsync(ReadOnlyMemory<byte> octets)
    {
        for (; !octets.IsEmpty; octets = octets[Math.Min(MostAtOnce, octets.Length)..])
            await SendAsync(octets[..Math.Min(MostAtOnce, octets.Length)]).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitForRoomAsync(ValueTask<FlushResult> flush)
    {
        bool isTaken;
        Clock.BeginSend(Environment.TickCount64);
        try
        {
            isTaken = IsTaken(await flush.ConfigureAwait(false));
        }
        catch (Exception exception) when (IsLoss(exception) || exception is OperationCanceledException)
        {
            throw Lost(exception);
        }
        finally
        {
            Clock.EndSend();
        }

        if (!isTaken)
            throw Lost();
    }

    private async ValueTask<bool> IsSendingAsync()
    {
        using var quiet = new CancellationTokenSource(s_quietTime);
        try
        {
            if (!HasOctets && !_isAtEnd)
                await ReadAsync(quiet.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitInterruptiblyAsync()
    {
        try
        {
            return await ReadAsync(_interruption.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw _interruption.Take();
        }
    }

    // A connection that was lost has ended.
    private bool TryRead()
    {
        try
        {
            return !_isAtEnd && _input.TryRead(out var result) && Take(result) && !_isAtEnd;
        }
        catch (Exception exception) when (IsLoss(exception) || exception is OperationCanceledException)
        {
            _isAtEnd = true;
            return false;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!Take(await _input.ReadAsync(cancellationToken).ConfigureAwait(false)))
            {
            }

            return 0;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Kestrel says in this way that the connection was cut.
            throw new IOException("The connection was lost.", exception);
        }
    }

    // Whether there are octets, or the end.
    private bool Take(ReadResult result)
    {
        _pending = result.Buffer;
        if (!_pending.IsEmpty)
            return true;
        GiveBack();
        _isAtEnd = result.IsCompleted;
        return _isAtEnd || (_isAborted ? throw new IOException("The connection was cut.") : false);
    }

    private void GiveBack()
    {
        _input.AdvanceTo(_pending.End);
        _pending = default;
    }
}
