using System.Globalization;
using static SmtpGen.Storage.Postgres.StatementBatch;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// Takes an owner's recipients off messages, and removes the messages that have none left; or, for nobody in particular, removes messages. Two
/// transactions that take away the last two reasons to keep a message wait for each other, so that the second one sees it.
/// </summary>
internal sealed class MessageRemoval(string schema)
{
    private readonly string _all = Remove(schema, "id = ANY ($1)");
    private readonly string _recipients = $"DELETE FROM {schema}.recipients WHERE message_id = ANY ($1) AND mailbox = ANY ($2)";
    private readonly string _unread = Remove(
        schema, $"id = ANY ($1) AND NOT EXISTS (SELECT FROM {schema}.recipients WHERE message_id = messages.id)");

    private readonly string _done = Remove(
        schema, $"id = ANY ($1) AND delete_when_done AND NOT EXISTS (SELECT FROM {schema}.queue_entries WHERE message_id = messages.id)");

    private readonly string _allDone = Remove(
        schema, $"delete_when_done AND NOT EXISTS (SELECT FROM {schema}.queue_entries WHERE message_id = messages.id)");

    private readonly string _lock = $"SELECT FROM {schema}.messages WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE";

    public void Add(StatementBatch batch, PendingDeletion deletion)
    {
        long[] ids = [.. deletion.Ids.Select(id => long.Parse(id, CultureInfo.InvariantCulture))];
        Lock(batch, ids);
        if (deletion.Owner is null)
        {
            batch.Add(_all, Value(ids));
            return;
        }

        batch.Add(_recipients, Value(ids), Value(deletion.Owner.Mailboxes.Select(Mailbox.Of).ToArray()));
        batch.Add(_unread, Value(ids));
    }

    /// <summary>Keeps others from removing messages, or from making that possible, until the transaction ends.</summary>
    public void Lock(StatementBatch batch, long[] ids) => batch.AddQuery(null, _lock, Value(ids));

    /// <summary>Removes those of locked messages that only waited for their queues, and are in none any more.</summary>
    public void AddDone(StatementBatch batch, long[] ids) => batch.Add(_done, Value(ids));

    /// <summary>The same of all messages, after a queue was removed. No other transaction changes queues or messages meanwhile.</summary>
    public void AddDone(StatementBatch batch) => batch.Add(_allDone);

    /// <summary>The statement that removes messages with all they have, and remembers for a while that they were there.</summary>
    private static string Remove(string schema, string condition) => $"""
        WITH gone AS (
            UPDATE {schema}.messages SET removed_at = now(), envelope = '', subject = NULL, date = NULL
            WHERE {condition} AND removed_at IS NULL RETURNING id, body_id),
        chunks AS (DELETE FROM {schema}.body_chunks USING gone WHERE body_chunks.body_id = gone.body_id),
        named AS (DELETE FROM {schema}.recipients USING gone WHERE message_id = gone.id)
        DELETE FROM {schema}.queue_entries USING gone WHERE message_id = gone.id
        """;
}
