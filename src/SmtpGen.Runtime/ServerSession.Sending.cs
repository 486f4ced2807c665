using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime;

// What goes out: replies that wait, those before an answer, and those that nobody asked for.
public abstract partial class ServerSession
{
    // A client that pipelines without end must not grow the output without end.
    private const int FlushAt = 32768;

    /// <summary>Sends a reply before the one that answers the command which waits for its handler.</summary>
    /// <param name="reply">The reply; one of those that the command sends.</param>
    /// <param name="flush">Whether it goes to the client at once, with what waits already; otherwise only much that waits does.</param>
    /// <param name="values">The values in its text.</param>
    /// <exception cref="InvalidOperationException">No command waits for a decision, or not one that sends this.</exception>
    /// <exception cref="IOException">The connection is lost.</exception>
    public ValueTask SendAsync(int reply, bool flush, params ReadOnlySpan<ReplyValue> values)
    {
        _machine.Send(reply, values);
        return flush || _machine.Output.Length > FlushAt ? FlushAsync() : default;
    }

    /// <summary>Sends a reply that nobody asked for, between two others. From any thread; it never waits.</summary>
    /// <param name="push">Which one, as the protocol's table numbers them.</param>
    /// <param name="values">The values in its text.</param>
    /// <returns>False when the state does not allow it, when the session is over, or when its client is too slow to take more.</returns>
    protected bool TryPush(int push, params ReadOnlySpan<ReplyValue> values)
    {
        if (_pushes?.TryAdd(push, values) != true)
            return false;
        _transport?.Wake();
        return true;
    }

    // Nearly always there is room to send, and nothing is awaited.
    private ValueTask FlushAsync()
    {
        if (_machine.Output.Length == 0)
            return default;
        _machine.ObserveReplies();
        var sending = _transport!.SendAsync(_machine.Output.Written);
        if (!sending.IsCompletedSuccessfully)
            return AwaitSendAsync(sending);
        _machine.ClearOutput();
        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AwaitSendAsync(ValueTask sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
            _machine.ClearOutput();
        }
        finally
        {
            await Enter();
        }
    }
}
