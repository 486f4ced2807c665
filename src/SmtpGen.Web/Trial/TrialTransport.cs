using System.Net;
using SmtpGen.Runtime;

namespace SmtpGen.Web.Trial;

/// <summary>A connection in memory: what somebody types comes from it, and it says when the session waits for more.</summary>
internal sealed class TrialTransport : ITransport
{
    private readonly SemaphoreSlim _input = new(0);
    private ReadOnlyMemory<byte> _octets;
    private TaskCompletionSource _waits = New();

    /// <inheritdoc/>
    public EndPoint? RemoteEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 0);

    /// <inheritdoc/>
    public EndPoint? LocalEndPoint => null;

    /// <inheritdoc/>
    public TransportSecurity? Security => null;

    /// <inheritdoc/>
    public bool CanSecure => false;

    /// <summary>Completes when the session waits for what the client says next.</summary>
    public Task Waits => _waits.Task;

    /// <summary>Says something to the session, which waits.</summary>
    public void Say(ReadOnlyMemory<byte> octets)
    {
        _octets = octets;
        _waits = New();
        _input.Release();
    }

    /// <inheritdoc/>
    public async ValueTask<ReceivedOctets> ReceiveAsync(Wait wait)
    {
        _waits.TrySetResult();
        await _input.WaitAsync().ConfigureAwait(false);
        return new(_octets);
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> octets) => default;

    /// <inheritdoc/>
    public ValueTask SecureAsync() => throw new IOException("a conversation in memory cannot be encrypted");

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
