using System.Runtime.CompilerServices;

namespace SmtpGen.Storage;

/// <summary>Reads what the queues of a Maildir hold. Another process than the one that works on them sees leased messages as waiting.</summary>
internal sealed class MaildirQueueReader(MaildirMessageStore store, MaildirQueues queues, TimeProvider time) : IQueueReader
{
    public ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    public ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken) => store.OpenAsync(id, cancellationToken);

    public async ValueTask<IReadOnlyList<QueueStatus>> ListQueuesAsync(CancellationToken cancellationToken)
        => await Task.Run(() => queues.Read(book => book.Status(time.GetUtcNow())), cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<DeadLetter> ListDeadAsync(string queue, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach ((string id, MaildirQueueEntry entry) in await Task.Run(() => queues.Read(book => Dead(book, queue)), cancellationToken).ConfigureAwait(false))
        {
            if (await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } message)
                yield return new DeadLetter(message, entry.Attempts, entry.Reason ?? "", entry.Dead!.Value);
        }
    }

    private static List<KeyValuePair<string, MaildirQueueEntry>> Dead(MaildirQueueBook book, string queue)
        => book.Queues.TryGetValue(queue, out MaildirQueueMemory? memory)
            ? [.. memory.Entries.Where(entry => entry.Value.Dead is not null).OrderBy(entry => entry.Value.Dead).ThenBy(entry => entry.Value.Order)]
            : [];
}
