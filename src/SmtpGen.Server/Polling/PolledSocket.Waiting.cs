using System.Threading.Tasks.Sources;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Polling;

// Waiting for something to receive, or for room to send.
internal sealed unsafe partial class PolledSocket : IValueTaskSource<int>
{
    private static readonly SendOrPostCallback s_go = static socket => ((PolledSocket)socket!)._wait.SetResult(0);

    private ManualResetValueTaskSourceCore<int> _wait;
    private RoomToSend? _room;

    /// <summary>Waits until there may be something to receive, the end included.</summary>
    /// <param name="mayInterrupt">Whether <see cref="Interrupt"/> ends it.</param>
    /// <exception cref="WaitInterruptedException">It was interrupted.</exception>
    public ValueTask<int> WaitReadableAsync(bool mayInterrupt)
    {
        bool isReady = false;
        while (true)
        {
            var now = Now;
            if (mayInterrupt && (now & State.Interrupted) != 0)
            {
                Interlocked.And(ref _state, ~(int)State.Interrupted);
                return ValueTask.FromException<int>(new WaitInterruptedException());
            }

            if ((now & (State.Readable | State.Ended)) != 0)
                return default;
            if (!isReady)
                _wait.Reset();
            isReady = true;
            if (TryChange(now, now | State.Waiting | (mayInterrupt ? State.MayInterrupt : 0)))
                return new ValueTask<int>(this, _wait.Version);
        }
    }

    /// <summary>Ends the wait under way, or the next one, that may be interrupted. May be called at any time, from any thread.</summary>
    public void Interrupt()
    {
        while (true)
        {
            var now = Now;
            bool isWaiting = (now & State.MayInterrupt) != 0;
            if (!TryChange(now, isWaiting ? now & ~(State.Waiting | State.MayInterrupt) : now | State.Interrupted))
                continue;
            if (isWaiting)
                ThreadPool.UnsafeQueueUserWorkItem(static socket => socket._wait.SetException(new WaitInterruptedException()), this, preferLocal: false);
            return;
        }
    }

    /// <summary>Waits until there may be room for more, after a <see cref="Send"/> for which there was not enough.</summary>
    public ValueTask WaitWritableAsync()
    {
        var room = _room;
        if (room is null)
        {
            Volatile.Write(ref _room, room = new RoomToSend());

            // From now on its events come too; the first of them at once where there is room again.
            _loop.Change(this, _descriptor, Events | Libc.Out);
        }

        return room.WaitAsync();
    }

    int IValueTaskSource<int>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    // Whether somebody waited for it.
    private bool Add(State added)
    {
        while (true)
        {
            var now = Now;
            if (TryChange(now, (now | added) & ~(State.Waiting | State.MayInterrupt)))
                return (now & State.Waiting) != 0;
        }
    }

    private bool TryChange(State from, State to) => Interlocked.CompareExchange(ref _state, (int)to, (int)from) == (int)from;
}
