using System.Net;
using System.Runtime.CompilerServices;
using SmtpGen.Server.Telemetry;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Polling;

/// <summary>Octets of a socket that a loop polls. What comes after a wait runs on the thread that leads the loop.</summary>
internal sealed class PolledChannel : PlainChannel
{
    private readonly PolledSocket _socket;

    public PolledChannel(PolledSocket socket) => _socket = socket;

    public override EndPoint? RemoteEndPoint => _socket.RemoteEndPoint;

    public override EndPoint? LocalEndPoint => field ??= _socket.LocalEndPoint;

    public override bool TriesFirst => _socket.IsReadable;

    public override bool ReceivesAfterEnd => true;

    public override bool HasOctets => _socket.Available > 0;

    public override bool HasEnded => _socket.HasPeerEnded;

    public override void Start(SendOrPostCallback begin, object state) => _socket.Start(begin, state);

    public override ValueTask<int> WaitAsync(bool mayInterrupt) => _socket.WaitReadableAsync(mayInterrupt);

    public override void Interrupt() => _socket.Interrupt();

    public override int TryReceive(Span<byte> into)
    {
        int count = _socket.Receive(into);
        if (count > 0)
        {
            Clock.Count(count);
            OctetMetrics.Receive(count);
        }

        return count;
    }

    public override int TryPeek(Span<byte> into) => _socket.Peek(into);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        int sent = _socket.Send(octets.Span);
        if (sent < 0)
            return ValueTask.FromException(Lost());
        OctetMetrics.Send(sent);
        return sent == octets.Length ? default : SendRestAsync(octets[sent..]);
    }

    public override ValueTask EndAsync()
    {
        _socket.End();
        return default;
    }

    public override void Abort() => _socket.Abort();

    public override void Close() => _socket.Close();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> octets)
    {
        Clock.BeginSend(Environment.TickCount64);
        try
        {
            while (!octets.IsEmpty)
            {
                await _socket.WaitWritableAsync().ConfigureAwait(false);
                int sent = _socket.Send(octets.Span);
                if (sent < 0)
                    throw Lost();
                OctetMetrics.Send(sent);
                octets = octets[sent..];
            }
        }
        finally
        {
            Clock.EndSend();
        }
    }
}
