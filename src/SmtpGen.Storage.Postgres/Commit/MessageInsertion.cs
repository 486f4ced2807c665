using System.Globalization;
using Npgsql;
using static SmtpGen.Storage.Postgres.StatementBatch;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// Stores the messages of a group with one statement. One that is stored already, by an attempt whose outcome was unknown or under the same
/// TransactionId, keeps its id and its content, and counts as stored by this group from now on.
/// </summary>
internal sealed class MessageInsertion
{
    private readonly string _place;
    private readonly string _adopt;
    private readonly string _count;
    private readonly string _insert;
    private readonly string _removeChunks;

    public MessageInsertion(PostgresServer server)
    {
        _place = server.Name;
        string schema = server.Options.Schema;
        _adopt = $"DELETE FROM {schema}.uploads WHERE body_id = ANY ($1)";
        _count = $"""
            SELECT body.id, coalesce(sum(octet_length(octets)), 0)::bigint
            FROM unnest($1, $2) AS body (id, length) LEFT JOIN {schema}.body_chunks ON body_id = body.id AND start < body.length
            GROUP BY body.id
            """;
        _insert = $"""
            WITH given AS (
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY
                    AS given (transaction_id, body_id, size, size_in_lines, subject, date, envelope, start, octets, position)),
            stored AS (
                INSERT INTO {schema}.messages (transaction_id, stored_by, body_id, size, size_in_lines, subject, date, envelope)
                SELECT transaction_id, $10, body_id, size, size_in_lines, subject, date, envelope FROM given ORDER BY position
                ON CONFLICT (transaction_id) DO UPDATE SET stored_by = excluded.stored_by, claims = messages.claims + 1
                RETURNING id, transaction_id, body_id, claims),
            added AS (SELECT * FROM stored WHERE claims = 0),
            chunks AS (
                INSERT INTO {schema}.body_chunks
                SELECT given.body_id, start, octets FROM given JOIN added USING (transaction_id) WHERE octet_length(octets) > 0),
            named AS (
                INSERT INTO {schema}.recipients
                SELECT DISTINCT mailbox, added.id FROM unnest($11, $12) AS named (transaction_id, mailbox) JOIN added USING (transaction_id)),
            queued AS (
                INSERT INTO {schema}.queue_entries (queue_id, message_id, due_at)
                SELECT queues.id, added.id, now() FROM added, {schema}.queues RETURNING 1)
            SELECT transaction_id, id, body_id, (SELECT count(*) FROM queued) FROM stored
            """;
        _removeChunks = $"DELETE FROM {schema}.body_chunks WHERE body_id = ANY ($1)";
    }

    /// <summary>Adds what stores the messages. Large ones are looked at first.</summary>
    public async Task AddAsync(GroupAttempt attempt, long key, IReadOnlyList<Change> changes)
    {
        Change[] messages = [.. changes.Where(change => change.Pending is PostgresMessage)];
        if (messages.Length == 0)
            return;
        messages = await WithAllOctetsAsync(attempt.Batch, messages).ConfigureAwait(false);
        ILookup<string, Change> byKey = messages.ToLookup(change => Message(change).Key);
        PostgresMessage[] distinct = [.. byKey.Select(same => Message(same.First()))];
        if (distinct.Length > 0)
            attempt.Batch.AddQuery(row => Stage(attempt, row, byKey), _insert, Parameters(distinct, key));
    }

    /// <summary>Removes the large bodies of messages that were there already with another.</summary>
    public async Task FinishAsync(GroupAttempt attempt)
    {
        if (attempt.UnusedBodies.Count == 0)
            return;
        attempt.Batch.Add(_removeChunks, Value(attempt.UnusedBodies.ToArray()));
        await attempt.Batch.ExecuteAsync().ConfigureAwait(false);
    }

    private static PostgresMessage Message(Change change) => (PostgresMessage)change.Pending;

    private async Task<Change[]> WithAllOctetsAsync(StatementBatch batch, Change[] messages)
    {
        Dictionary<Guid, PostgresMessage> large = messages.Select(Message).Where(message => message.Body.IsLarge).ToDictionary(message => message.Body.Id);
        if (large.Count == 0)
            return messages;
        var whole = new HashSet<Guid>();
        Guid[] ids = [.. large.Keys];
        batch.Add(_adopt, Value(ids));
        batch.AddQuery(
            row =>
            {
                if (row.GetInt64(1) == large[row.GetGuid(0)].Body.UploadedLength)
                    whole.Add(row.GetGuid(0));
            },
            _count,
            Value(ids),
            Value(large.Values.Select(message => message.Body.UploadedLength).ToArray()));
        await batch.ExecuteAsync().ConfigureAwait(false);
        foreach (Change change in messages.Where(change => !IsWhole(change)))
            change.Stage(() => change.Pending.Refused(BodyUploads.Lost(_place)));
        return [.. messages.Where(IsWhole)];

        bool IsWhole(Change change) => !Message(change).Body.IsLarge || whole.Contains(Message(change).Body.Id);
    }

    private static void Stage(GroupAttempt attempt, NpgsqlDataReader row, ILookup<string, Change> byKey)
    {
        string id = row.GetInt64(1).ToString(CultureInfo.InvariantCulture);
        Guid body = row.GetGuid(2);
        attempt.HasQueued |= row.GetInt64(3) > 0;
        foreach (Change change in byKey[row.GetString(0)])
        {
            PostgresMessage message = Message(change);
            change.Stage(() => message.Stored(id));
            if (message.Body.IsLarge && message.Body.Id != body)
                attempt.UnusedBodies.Add(message.Body.Id);
        }
    }

    private static NpgsqlParameter[] Parameters(PostgresMessage[] messages, long key)
    {
        (string Key, string Mailbox)[] recipients =
        [
            .. messages.SelectMany(message => message.Envelope.Recipients.Select(recipient => (message.Key, Mailbox.Of(recipient.ForwardPath)))),
        ];
        return
        [
            Column(messages, message => message.Key),
            Column(messages, message => message.Body.Id),
            Column(messages, message => message.Body.Length),
            Column(messages, message => message.Summary.SizeInLines),
            Column(messages, message => message.Summary.Subject is { } subject ? PostgresText.Of(subject) : null),
            Column(messages, message => message.Summary.Date is { } date ? PostgresText.Of(date) : null),
            Column(messages, message => EnvelopeJson.Write(message.Envelope)),
            Column(messages, message => message.Body.UploadedLength),
            Column(messages, message => message.Body.Tail),
            Value(key),
            Value(recipients.Select(recipient => recipient.Key).ToArray()),
            Value(recipients.Select(recipient => recipient.Mailbox).ToArray()),
        ];
    }

    private static NpgsqlParameter<T[]> Column<T>(PostgresMessage[] messages, Func<PostgresMessage, T> value) => Value(messages.Select(value).ToArray());
}
