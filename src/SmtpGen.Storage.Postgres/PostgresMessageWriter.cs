namespace SmtpGen.Storage.Postgres;

/// <summary>Takes a message's body and hands both to the commit queue.</summary>
internal sealed class PostgresMessageWriter(ReceivedEnvelope envelope, BodyUploads uploads, CommitQueue queue) : MessageWriter
{
    private readonly MessageBody _body = new(uploads);

    protected override ValueTask AppendAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken) => _body.WriteAsync(octets, cancellationToken);

    protected override async ValueTask<Task<string>> HandOverAsync(CancellationToken cancellationToken)
    {
        // Of a large body a part is read again.
        BodySummary summary = _body.IsLarge
            ? await Task.Run(_body.Summarize, cancellationToken).ConfigureAwait(false)
            : _body.Summarize();
        var message = new PostgresMessage(envelope, _body, summary);
        await queue.EnqueueAsync(message, cancellationToken).ConfigureAwait(false);
        return OutcomeAsync(message);
    }

    protected override ValueTask DiscardAsync()
    {
        _body.Close(isStored: false);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> OutcomeAsync(PostgresMessage message)
    {
        await message.Outcome.ConfigureAwait(false);
        return message.Id!;
    }
}
