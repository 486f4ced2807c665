using System.Buffers;
using System.Runtime.CompilerServices;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Transport;

// Waiting for octets, and the memory they come in.
internal sealed partial class ConnectionTransport
{
    private const int BlockSize = 65536;

    private byte[] _block = [];
    private bool _isLost;

    private int _isWoken;

    // Whether the last wait was ended by somebody who woke the session, so that its time runs on.
    private bool _goesOn;

    /// <inheritdoc/>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isWoken, 1) == 0)
            _plain.Interrupt();
    }

    /// <inheritdoc/>
    public ValueTask<ReceivedOctets> ReceiveAsync(Wait wait)
    {
        ReleaseBlock();

        // Told once already; whoever asks again would otherwise ask for ever.
        if (_isLost)
            return ValueTask.FromException<ReceivedOctets>(new IOException("The connection was lost."));
        long now = Environment.TickCount64;
        if (!_goesOn)
            _clock.BeginWait(wait, now);
        _goesOn = false;
        var due = _clock.Due(now);
        if (due != ServerEvent.None)
            return new(End(due));
        return _channel.TriesFirst && TryReceive(out var received) ? new(received) : WaitAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReceivedOctets> WaitAsync()
    {
        while (true)
        {
            try
            {
                await _channel.WaitAsync().ConfigureAwait(false);
            }
            catch (WaitInterruptedException)
            {
                var due = _clock.Due(Environment.TickCount64);
                if (due != ServerEvent.None)
                    return End(due);

                if (Interlocked.Exchange(ref _isWoken, 0) == 1)
                {
                    _goesOn = true;
                    return new ReceivedOctets(default, IsWoken: true);
                }

                // Meant for a wait that had just ended.
                continue;
            }
            catch (Exception exception) when (PlainChannel.IsLoss(exception))
            {
                return Lose();
            }

            if (TryReceive(out var received))
                return received;
        }
    }

    private bool TryReceive(out ReceivedOctets received)
    {
        received = default;
        _block = ArrayPool<byte>.Shared.Rent(BlockSize);
        int count = Receive();
        if (count == PlainChannel.NothingYet)
        {
            ReleaseBlock();
            return false;
        }

        if (count == 0)
        {
            received = Lose();
            return true;
        }

        _clock.EndWait(Environment.TickCount64);
        received = new ReceivedOctets(_block.AsMemory(0, count));
        return true;
    }

    private int Receive()
    {
        try
        {
            return _channel.TryReceive(_block);
        }
        catch (Exception exception) when (PlainChannel.IsLoss(exception))
        {
            return 0;
        }
    }

    private ReceivedOctets End(ServerEvent what)
    {
        _clock.EndWait(Environment.TickCount64);
        return new ReceivedOctets(default, what);
    }

    private ReceivedOctets Lose()
    {
        _isLost = true;
        ReleaseBlock();
        return End(ServerEvent.None);
    }

    private void ReleaseBlock()
    {
        if (_block.Length > 0)
            ArrayPool<byte>.Shared.Return(_block);
        _block = [];
    }
}
