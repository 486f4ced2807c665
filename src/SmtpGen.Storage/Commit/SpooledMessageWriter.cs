namespace SmtpGen.Storage;

/// <summary>A writer for every store: a spool, then the commit queue.</summary>
/// <param name="envelope">The message's envelope.</param>
/// <param name="files">Where a large body waits.</param>
/// <param name="queue">Commits the message.</param>
public sealed class SpooledMessageWriter(ReceivedEnvelope envelope, SpoolFiles files, CommitQueue queue) : IMessageWriter
{
    private readonly MessageSpool _spool = new(files);
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
        ValueTask write = _spool.WriteAsync(octets, cancellationToken);
        return write.IsCompletedSuccessfully ? write : FinishAsync(write);
    }

    /// <inheritdoc/>
    public async ValueTask<string> CommitAsync(CancellationToken cancellationToken = default)
    {
        RequireOpen();
        var message = new PendingMessage(envelope, _spool);
        await queue.EnqueueAsync(message, cancellationToken).ConfigureAwait(false);
        // From here on the spool is the queue's: the commit thread may be reading it.
        _stage = Stage.HandedOver;
        await message.Outcome.ConfigureAwait(false);
        return message.Id!;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Stage stage = _stage;
        _stage = Stage.Disposed;
        if (stage is Stage.HandedOver or Stage.Disposed)
            return ValueTask.CompletedTask;
        if (_spool.HasFile)
            return new ValueTask(Task.Run(_spool.Dispose));
        _spool.Dispose();
        return ValueTask.CompletedTask;
    }

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
