using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>A dialog's connection in memory: the session has answered all when a call returns.</summary>
/// <param name="pieceLength">Most octets that arrive at once.</param>
public sealed class MemoryConnection(int pieceLength) : IDialogConnection
{
    private readonly ScriptTransport _transport = new();
    private readonly ReceivedLines _received = new();
    private Task? _session;

    public bool IsClosed => _session is { IsCompleted: true };

    public string Unread => _received.Unread;

    public async ValueTask OpenAsync(DialogServer server)
    {
        if (server.IsSecure)
            await _transport.SecureAsync();
        var session = server.Serve(server.Handler);
        _session = server.Refusal == ServerEvent.None
            ? session.RunAsync(_transport, CancellationToken.None).AsTask()
            : session.RefuseAsync(_transport, server.Refusal).AsTask();
        await Receive();
    }

    // The handshake took place when the server asked for it.
    public ValueTask SecureAsync() => default;

    public ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        for (int i = 0; i < octets.Length; i += pieceLength)
            _transport.Feed(new Received(octets.Slice(i, Math.Min(pieceLength, octets.Length - i))));
        return Receive();
    }

    public ValueTask SignalAsync(ServerEvent what)
    {
        _transport.Feed(new Received(default, what));
        return Receive();
    }

    public ValueTask<string?> ReadLineAsync() => new(_received.Take());

    public ValueTask UntilClosedAsync() => default;

    public async ValueTask HangUpAsync()
    {
        _transport.Feed(default);
        await _session!;
        await Receive();
    }

    public ValueTask DisposeAsync() => default;

    private ValueTask Receive()
    {
        _received.Add(_transport.TakeSent());
        return default;
    }
}
