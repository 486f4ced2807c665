using System.Threading.Tasks.Sources;

namespace SmtpGen.Server.Polling;

/// <summary>Waits until a socket takes octets again. Only a client that reads slowly needs one.</summary>
internal sealed class RoomToSend : IValueTaskSource
{
    private const int Unknown = 0;
    private const int Came = 1;
    private const int Waiting = 2;

    private ManualResetValueTaskSourceCore<bool> _source;
    private int _state;

    /// <summary>Completes when room has come since the last wait, elsewhere than where it was told.</summary>
    public ValueTask WaitAsync()
    {
        _source.Reset();
        _source.RunContinuationsAsynchronously = true;
        return Interlocked.CompareExchange(ref _state, Waiting, Unknown) == Unknown
            ? new ValueTask(this, _source.Version)
            : TakeRoom();
    }

    /// <summary>There is room, or the connection is lost. From any thread.</summary>
    public void Come()
    {
        if (Interlocked.Exchange(ref _state, Came) != Waiting)
            return;
        Interlocked.CompareExchange(ref _state, Unknown, Came);
        _source.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private ValueTask TakeRoom()
    {
        Volatile.Write(ref _state, Unknown);
        return default;
    }
}
