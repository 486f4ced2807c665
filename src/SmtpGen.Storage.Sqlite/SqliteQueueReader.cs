using System.Globalization;
using System.Runtime.CompilerServices;

namespace SmtpGen.Storage.Sqlite;

/// <summary>Reads what queues hold. A database of a version that had no queues has none.</summary>
internal sealed class SqliteQueueReader(SqliteMessageStore store, string path) : IQueueReader
{
    private const int QueuesSince = 5;

    public ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    public ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken) => store.OpenAsync(id, cancellationToken);

    public async ValueTask<IReadOnlyList<QueueStatus>> ListQueuesAsync(CancellationToken cancellationToken)
        => await Task.Run(ReadQueues, cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<DeadLetter> ListDeadAsync(string queue, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (DeadEntry entry in await Task.Run(() => ReadDead(queue), cancellationToken).ConfigureAwait(false))
        {
            if (await store.FindAsync(entry.MessageId, cancellationToken).ConfigureAwait(false) is { } message)
                yield return new DeadLetter(message, entry.Attempts, entry.Reason, entry.Since);
        }
    }

    private List<QueueStatus> ReadQueues()
    {
        using Database database = SqliteSchema.OpenForReading(path);
        var queues = new List<QueueStatus>();
        if (SqliteSchema.Version(database) < QueuesSince)
            return queues;
        using PreparedStatement select = database.Prepare("""
            SELECT name, count(message_id), count(CASE WHEN is_leased AND due > ? AND dead IS NULL THEN 1 END), count(dead)
            FROM queues LEFT JOIN queue_entries ON queue = name GROUP BY name ORDER BY name
            """);
        select.Bind(1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        while (select.Step())
        {
            long leased = select.Number(2);
            long dead = select.Number(3);
            queues.Add(new QueueStatus(select.Text(0)!, select.Number(1) - leased - dead, leased, dead));
        }

        return queues;
    }

    private List<DeadEntry> ReadDead(string queue)
    {
        using Database database = SqliteSchema.OpenForReading(path);
        var dead = new List<DeadEntry>();
        if (SqliteSchema.Version(database) < QueuesSince)
            return dead;
        using PreparedStatement select = database.Prepare(
            "SELECT message_id, attempts, reason, dead FROM queue_entries WHERE queue = ? AND dead IS NOT NULL ORDER BY dead, message_id");
        select.Bind(1, queue);
        while (select.Step())
        {
            dead.Add(new DeadEntry(
                select.Number(0).ToString(CultureInfo.InvariantCulture), (int)select.Number(1), select.Text(2) ?? "",
                DateTimeOffset.FromUnixTimeMilliseconds(select.Number(3))));
        }

        return dead;
    }

    private sealed record DeadEntry(string MessageId, int Attempts, string Reason, DateTimeOffset Since);
}
