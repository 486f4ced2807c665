using SmtpGen.Runtime;

namespace SmtpGen.Dialogs;

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
        await OpenAsync(server.Application.Serve(), server.Refusal);
    }

    /// <summary>Connects to a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="refusal">What takes the place of its banner.</param>
    public ValueTask OpenAsync(ServerSession session, ServerEvent refusal = ServerEvent.None)
    {
        _session = refusal == ServerEvent.None
            ? session.RunAsync(_transport, CancellationToken.None).AsTask()
            : session.RefuseAsync(_transport, refusal).AsTask();
        return ReceiveAsync();
    }

    // The handshake took place when the server asked for it.
    public ValueTask SecureAsync() => default;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        for (int i = 0; i < octets.Length; i += pieceLength)
            await FeedAsync(new ReceivedOctets(octets.Slice(i, Math.Min(pieceLength, octets.Length - i))));
    }

    public ValueTask SignalAsync(ServerEvent what) => FeedAsync(new ReceivedOctets(default, what));

    public ValueTask<string?> ReadLineAsync() => new(_received.Take());

    public ValueTask UntilClosedAsync() => default;

    public async ValueTask HangUpAsync()
    {
        _transport.Feed(default);
        await _session!;
        await ReceiveAsync();
    }

    public ValueTask DisposeAsync() => default;

    private ValueTask FeedAsync(ReceivedOctets received)
    {
        _transport.Feed(received);
        return ReceiveAsync();
    }

    // What the session says before it wants more, or ends.
    private async ValueTask ReceiveAsync()
    {
        await Task.WhenAny(_session!, _transport.Asked);
        _received.Add(_transport.TakeSent());
    }
}
