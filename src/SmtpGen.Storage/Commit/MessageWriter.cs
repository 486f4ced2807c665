namespace SmtpGen.Storage;

/// <summary>A writer for every store, which holds its caller to the order of calls: writes, then a commit or nothing.</summary>
public abstract class MessageWriter : IMessageWriter
{
    private Stage _stage;

    private enum Stage
    {
        Open,
        Broken,
        HandedOver,
        Disposed,
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default)
    {
        RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        ValueTask write = AppendAsync(octets, cancellationToken);
        return write.IsCompletedSuccessfully ? write : FinishAsync(write);
    }

    /// <inheritdoc/>
    public async ValueTask<string> CommitAsync(CancellationToken cancellationToken = default)
    {
        RequireOpen();
        Task<string> outcome = await HandOverAsync(cancellationToken).ConfigureAwait(false);
        // From here on the body is the store's: it may be reading it.
        _stage = Stage.HandedOver;
        return await outcome.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Stage stage = _stage;
        _stage = Stage.Disposed;
        GC.SuppressFinalize(this);
        return stage is Stage.Open or Stage.Broken ? DiscardAsync() : ValueTask.CompletedTask;
    }

    /// <summary>Appends octets to the body.</summary>
    /// <param name="octets">Any octets; they are copied before the call completes.</param>
    /// <param name="cancellationToken">Cancels the write, and with it the message.</param>
    protected abstract ValueTask AppendAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken);

    /// <summary>Hands the message to the store. Until this completes, the body is still the writer's.</summary>
    /// <param name="cancellationToken">Cancels the call while the message waits for a place in the queue.</param>
    /// <returns>Ends with the outcome: the message's id.</returns>
    protected abstract ValueTask<Task<string>> HandOverAsync(CancellationToken cancellationToken);

    /// <summary>Lets go of a body that was not handed over.</summary>
    protected abstract ValueTask DiscardAsync();

    private async ValueTask FinishAsync(ValueTask write)
    {
        // How much of a write that failed or was cancelled arrived is unknown, so the body could only be wrong.
        _stage = Stage.Broken;
        await write.ConfigureAwait(false);
        _stage = Stage.Open;
    }

    private void RequireOpen()
    {
        switch (_stage)
        {
            case Stage.Broken:
                throw new InvalidOperationException("A write to this message failed or has not completed; dispose the writer.");
            case Stage.HandedOver:
                throw new InvalidOperationException("This message was committed; begin another.");
            case Stage.Disposed:
                throw new ObjectDisposedException(nameof(IMessageWriter));
        }
    }
}
