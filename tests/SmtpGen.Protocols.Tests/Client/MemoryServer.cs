using SmtpGen.Dialogs;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Client;

/// <summary>A server session as the stream of its client: it has answered all when a write returns.</summary>
internal sealed class MemoryServer : DuplexStream
{
    private readonly ScriptTransport _transport = new();
    private readonly MemoryStream _sent = new();
    private readonly Task _running;

    public MemoryServer(ServerSession session)
    {
        _running = session.RunAsync(_transport, TestContext.Current.CancellationToken).AsTask();
        Take();
    }

    protected override void Sent(ReadOnlyMemory<byte> octets)
    {
        if (_running.IsCompleted)
            return;
        _transport.Feed(new ReceivedOctets(octets.ToArray()));
        Take();
    }

    protected override int Receive(Span<byte> octets) => _sent.Read(octets);

    private void Take()
    {
        long position = _sent.Position;
        _sent.Seek(0, SeekOrigin.End);
        _sent.Write(_transport.TakeSent());
        _sent.Position = position;
    }
}
