using System.Text.Json;
using System.Threading.Channels;
using SmtpGen.Storage;

namespace SmtpGen.Web.Messages;

/// <summary>
/// Sees what comes into a store and what goes, whoever writes it: when the receiver in the same process says so, and every two seconds. It does
/// nothing at all while nobody listens.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="summaries">Says what an event says of a message.</param>
/// <param name="events">Where events go.</param>
internal sealed class StoreFollower(IMessageStore store, MessageSummaries summaries, EventHub events) : IAsyncDisposable
{
    // New messages that are told of one by one. Whoever hears of more asks for the list.
    private const int MostToldOf = 200;

    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(2);

    // However fast messages come, the store is looked at so often and no more.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private TaskCompletionSource _changed = NewSource();
    private TaskCompletionSource? _begun;
    private NewestWindow? _window;
    private int _listeners;
    private bool _isTroubled;

    /// <summary>How often the store was looked at.</summary>
    internal int LookCount { get; private set; }

    /// <summary>Says that something was stored; allocates nothing and does not wait.</summary>
    public void Notify()
    {
        if (Volatile.Read(ref _listeners) > 0)
            _wake.Writer.TryWrite(true);
    }

    /// <summary>Begins to listen. What comes from now on is told of.</summary>
    /// <returns>Ends the listening when it is disposed.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<IDisposable> ListenAsync(CancellationToken cancellationToken)
    {
        Task begun;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            _listeners++;
            if (_begun is null || _begun.Task.IsFaulted)
            {
                var source = _begun = NewSource();
                _running = Task.WhenAll(_running, Task.Run(() => RunAsync(source)));
            }

            begun = _begun.Task;
        }

        var listening = new Listening(this);
        try
        {
            await begun.WaitAsync(cancellationToken).ConfigureAwait(false);
            return listening;
        }
        catch
        {
            listening.Dispose();
            throw;
        }
    }

    /// <summary>Completes at the next change. Taken before the store is read, it leaves no gap.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Tells of messages that were deleted here.</summary>
    public void TellDeleted(IReadOnlyList<string> ids)
    {
        lock (_lock)
            _window = _window?.Without(ids);
        Tell([], ids);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
            return;
        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync(TaskCompletionSource begun)
    {
        try
        {
            var first = await LookAsync().ConfigureAwait(false);
            lock (_lock)
                _window = first;
            begun.SetResult();
            while (!HasEnded())
            {
                await WaitAsync().ConfigureAwait(false);
                await FollowAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            begun.TrySetCanceled();
        }
        catch (Exception exception)
        {
            begun.TrySetException(exception);
        }
    }

    private bool HasEnded()
    {
        lock (_lock)
        {
            if (_listeners > 0)
                return false;
            (_begun, _window) = (null, null);
            return true;
        }
    }

    private async Task WaitAsync()
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        poll.CancelAfter(s_poll);
        try
        {
            await _wake.Reader.ReadAsync(poll.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
        {
        }
    }

    private async Task FollowAsync()
    {
        lock (_lock)
        {
            if (_listeners == 0)
                return;
        }

        try
        {
            var now = await LookAsync().ConfigureAwait(false);
            IReadOnlyList<StoredMessage> added;
            IReadOnlyList<string> gone;
            lock (_lock)
            {
                (added, gone) = now.Since(_window ?? now);
                _window = now;
            }

            if (_isTroubled)
                events.Publish(EventHub.Resync, "{}");
            _isTroubled = false;
            await TellAsync(added, gone).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Who listens is told once, and of the end of it.
            if (!_isTroubled)
                events.Publish("trouble", JsonSerializer.Serialize(new TroubleEvent(exception.Message), MessageJson.Readable.TroubleEvent));
            _isTroubled = true;
        }

        await Task.Delay(s_pause, _closing.Token).ConfigureAwait(false);
    }

    private async Task<NewestWindow> LookAsync()
    {
        LookCount++;
        return await NewestWindow.ReadAsync(store, _window, _closing.Token).ConfigureAwait(false);
    }

    private async Task TellAsync(IReadOnlyList<StoredMessage> added, IReadOnlyList<string> gone)
    {
        if (added.Count > MostToldOf)
        {
            events.Publish(EventHub.Resync, "{}");
            Signal();
            return;
        }

        // Waits need no summaries.
        var told = events.HasReaders ? await summaries.OfAsync(added, _closing.Token).ConfigureAwait(false) : [];
        Tell(told, gone);
        if (added.Count > 0)
            Signal();
    }

    private void Tell(IReadOnlyList<MessageSummary> added, IReadOnlyList<string> gone)
    {
        foreach (var summary in added)
            events.Publish("message", JsonSerializer.Serialize(summary, MessageJson.Readable.MessageSummary));
        if (gone.Count > 1000)
            events.Publish(EventHub.Resync, "{}");
        else if (gone.Count > 0 && events.HasReaders)
            events.Publish("deleted", JsonSerializer.Serialize(new DeletedEvent(gone), MessageJson.Readable.DeletedEvent));
    }

    private void Signal() => Interlocked.Exchange(ref _changed, NewSource()).SetResult();

    private void Leave()
    {
        lock (_lock)
            _listeners--;
        _wake.Writer.TryWrite(true);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Listening(StoreFollower follower) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                follower.Leave();
        }
    }
}
