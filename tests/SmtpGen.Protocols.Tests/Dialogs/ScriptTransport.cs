using System.Net;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>A connection in memory. Whoever feeds it runs the session on the same thread until it wants more.</summary>
public sealed class ScriptTransport : ITransport
{
    private readonly MemoryStream _sent = new();
    private TaskCompletionSource<Received>? _waiting;

    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public TransportSecurity? Security { get; private set; }

    /// <summary>Number of sends, each of which would be a packet.</summary>
    public int Sends { get; private set; }

    public ValueTask<Received> ReceiveAsync(Wait wait)
    {
        _waiting = new TaskCompletionSource<Received>();
        return new ValueTask<Received>(_waiting.Task);
    }

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
    public void Feed(Received received)
    {
        var waiting = _waiting;
        _waiting = null;
        waiting?.SetResult(received);
    }

    /// <summary>Takes what was sent since the last call.</summary>
    public byte[] TakeSent()
    {
        byte[] sent = _sent.ToArray();
        _sent.SetLength(0);
        return sent;
    }
}
