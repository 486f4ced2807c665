namespace SmtpGen.Storage.Postgres;

/// <summary>Takes a message's body and hands both to the commit queue.</summary>
internal sealed class PostgresMessageWriter(ReceivedEnvelope envelope, BodyUploads uploads, CommitQueue queue) : IMessageWriter
{
    private readonly MessageBody _body = new(uploads);
    private Stage _stage;

    private enum Stage
    {
        Open,
        Broken,
        HandedOver,
        Disposed,
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default)
    {
        RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        ValueTask write = _body.WriteAsync(octets, cancellationToken);
        return write.IsCompletedSuccessfully ? write : FinishAsync(write);
    }

    public async ValueTask<string> CommitAsync(CancellationToken cancellationToken = default)
    {
        RequireOpen();
        // Of a large body a part is read again.
        BodySummary summary = _body.IsLarge
            ? await Task.Run(_body.Summarize, cancellationToken).ConfigureAwait(false)
            : _body.Summarize();
        var message = new PostgresMessage(envelope, _body, summary);
        await queue.EnqueueAsync(message, cancellationToken).ConfigureAwait(false);
        _stage = Stage.HandedOver;
        await message.Outcome.ConfigureAwait(false);
        return message.Id!;
    }

    public ValueTask DisposeAsync()
    {
        if (_stage is Stage.Open or Stage.Broken)
            _body.Close(isStored: false);
        _stage = Stage.Disposed;
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
