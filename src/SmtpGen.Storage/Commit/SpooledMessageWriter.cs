namespace SmtpGen.Storage;

/// <summary>A writer for stores that commit from a spool.</summary>
/// <param name="envelope">The message's envelope.</param>
/// <param name="files">Where a large body waits.</param>
/// <param name="queue">Commits the message.</param>
public sealed class SpooledMessageWriter(ReceivedEnvelope envelope, SpoolFiles files, CommitQueue queue) : MessageWriter
{
    private readonly MessageSpool _spool = new(files);

    /// <inheritdoc/>
    protected override ValueTask AppendAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken) => _spool.WriteAsync(octets, cancellationToken);

    /// <inheritdoc/>
    protected override async ValueTask<Task<string>> HandOverAsync(CancellationToken cancellationToken)
    {
        var message = new PendingMessage(envelope, _spool);
        await queue.EnqueueAsync(message, cancellationToken).ConfigureAwait(false);
        return OutcomeAsync(message);
    }

    /// <inheritdoc/>
    protected override ValueTask DiscardAsync()
    {
        if (_spool.HasFile)
            return new ValueTask(Task.Run(_spool.Dispose));
        _spool.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<string> OutcomeAsync(PendingMessage message)
    {
        await message.Outcome.ConfigureAwait(false);
        return message.Id!;
    }
}
