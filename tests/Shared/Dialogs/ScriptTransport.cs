using System.Net;
using SmtpGen.Runtime;

namespace SmtpGen.Dialogs;

/// <summary>A connection in memory. Whoever feeds it runs the session on the same thread, as far as its application does.</summary>
public sealed class ScriptTransport : ITransport
{
    private readonly MemoryStream _sent = new();
    private TaskCompletionSource<ReceivedOctets>? _waiting;
    private TaskCompletionSource _asked = new();

    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public TransportSecurity? Security { get; private set; }

    /// <summary>Ends when the session wants more than it was fed.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Number of sends, each of which would be a packet.</summary>
    public int Sends { get; private set; }

    public ValueTask<ReceivedOctets> ReceiveAsync(Wait wait)
    {
        var waiting = _waiting = new TaskCompletionSource<ReceivedOctets>();
        _asked.TrySetResult();
        return new ValueTask<ReceivedOctets>(waiting.Task);
    }

    public void Wake() => Feed(new ReceivedOctets(default, IsWoken: true));

    public ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        Sends++;
        _sent.Write(octets.Span);
        return default;
    }

    public ValueTask SecureAsync()
    {
        Security = new TransportSecurity("TLS1.3", "TLS_AES_256_GCM_SHA384", default);
        return default;
    }

    /// <summary>Hands octets, or an event, to the session; thrown away when it is over.</summary>
    public void Feed(ReceivedOctets received)
    {
        if (_waiting is not { } waiting)
            return;
        _waiting = null;
        _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult(received);
    }

    /// <summary>Takes what was sent since the last call.</summary>
    public byte[] TakeSent()
    {
        byte[] sent = _sent.ToArray();
        _sent.SetLength(0);
        return sent;
    }
}
