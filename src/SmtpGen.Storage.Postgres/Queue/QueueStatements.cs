using System.Globalization;
using System.Text;
using Npgsql;
using static SmtpGen.Storage.Postgres.StatementBatch;

namespace SmtpGen.Storage.Postgres;

/// <summary>What groups do with queues. When something is due, the server's clock says, which all processes share.</summary>
internal sealed class QueueStatements
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(36_500);

    private readonly string _place;
    private readonly MessageRemoval _removal;
    private readonly LeaseStatements _leases;
    private readonly string _renew;
    private readonly string _complete;
    private readonly string _abandon;
    private readonly string _release;
    private readonly string _reject;
    private readonly string _open;
    private readonly string _remove;
    private readonly string _revive;

    public QueueStatements(PostgresServer server, MessageRemoval removal)
    {
        _place = server.Name;
        _removal = removal;
        string schema = server.Options.Schema;
        _leases = new LeaseStatements(server);
        string queue = $"queue_id = (SELECT id FROM {schema}.queues WHERE name = $1)";
        string entry = $"{queue} AND message_id = $2";
        _renew = Update("due_at = clock_timestamp() + $4", "lease = $3");
        _abandon = Update("due_at = clock_timestamp() + $4, lease = NULL, decided = $3, reason = $5, state = $6", "lease = $3");
        _release = Update("due_at = clock_timestamp(), lease = NULL, decided = $3, attempts = attempts - 1", "lease = $3");
        _reject = Update("dead_since = clock_timestamp(), lease = NULL, decided = $3, reason = $4, state = $5", "lease = $3");
        _complete = $"""
            WITH done AS (DELETE FROM {schema}.queue_entries WHERE {entry} AND lease = $3 RETURNING message_id),
            last AS (UPDATE {schema}.messages SET delete_when_done = true FROM done WHERE $4 AND id = message_id)
            SELECT EXISTS (SELECT FROM done), NOT EXISTS (SELECT FROM {schema}.queue_entries WHERE {entry})
            """;
        _open = $"""
            WITH opened AS (INSERT INTO {schema}.queues (name) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id)
            INSERT INTO {schema}.queue_entries (queue_id, message_id, due_at)
            SELECT opened.id, messages.id, now() FROM opened, {schema}.messages WHERE removed_at IS NULL
            """;
        _remove = $"DELETE FROM {schema}.queues WHERE name = $1";
        _revive = $"""
            WITH revived AS (
                UPDATE {schema}.queue_entries SET dead_since = NULL, due_at = clock_timestamp(), attempts = 0, reason = NULL
                WHERE {entry} AND dead_since IS NOT NULL RETURNING 1)
            SELECT EXISTS (SELECT FROM revived), EXISTS (SELECT FROM {schema}.queue_entries WHERE {entry} AND attempts = 0)
            """;

        // What was decided by this lease before, by an attempt whose outcome was unknown, is not refused.
        string Update(string set, string condition) => $"""
            WITH changed AS (UPDATE {schema}.queue_entries SET {set} WHERE {entry} AND {condition} AND dead_since IS NULL RETURNING 1)
            SELECT EXISTS (SELECT FROM changed), EXISTS (SELECT FROM {schema}.queue_entries WHERE {entry} AND decided = $3)
            """;
    }

    /// <summary>Adds what makes a change.</summary>
    public void Add(GroupAttempt attempt, Change change)
    {
        StatementBatch batch = attempt.Batch;
        switch (change.Pending)
        {
            case PendingLease lease:
                _leases.Add(attempt, change, lease);
                break;
            case PendingQueueChange decision:
                Add(batch, change, decision);
                break;
            case PendingQueueAction action:
                Add(batch, change, action);
                break;
        }
    }

    /// <summary>Makes what depends on what was found.</summary>
    public Task FinishAsync(GroupAttempt attempt) => _leases.FinishAsync(attempt);

    private void Add(StatementBatch batch, Change change, PendingQueueChange decision)
    {
        long id = long.Parse(decision.MessageId, CultureInfo.InvariantCulture);
        NpgsqlParameter[] entry = [Value(decision.Queue), Value(id), Value(decision.Lease)];
        // Whoever removes messages locks them first, and so must whoever takes the last reason to keep one away.
        if (decision.Decision is LeaseDecision.Complete)
            _removal.Lock(batch, [id]);
        batch.AddQuery(
            row =>
            {
                bool isMade = row.GetBoolean(0) || (change.MayBeMade && row.GetBoolean(1));
                change.Stage(() =>
                {
                    if (isMade)
                        decision.Committed();
                    else
                        decision.Refused(StoreException.LeaseEnded(_place, decision.Queue, decision.MessageId));
                });
            },
            Sql(decision.Decision),
            [.. entry, .. Parameters(decision.Decision)]);
        if (decision.Decision is LeaseDecision.Complete)
            _removal.AddDone(batch, [id]);
    }

    private string Sql(LeaseDecision decision) => decision switch
    {
        LeaseDecision.Renew => _renew,
        LeaseDecision.Complete => _complete,
        LeaseDecision.Abandon => _abandon,
        LeaseDecision.Release => _release,
        LeaseDecision.Reject => _reject,
        _ => throw new NotSupportedException($"A lease cannot be decided by {decision.GetType().Name}."),
    };

    private static NpgsqlParameter[] Parameters(LeaseDecision decision) => decision switch
    {
        LeaseDecision.Renew renew => [Value(Limited(renew.LeaseTime))],
        LeaseDecision.Complete complete => [Value(complete.Delete)],
        LeaseDecision.Abandon abandon => [Value(Limited(abandon.Delay)), Value(PostgresText.Of(abandon.Reason)), State(abandon.State)],
        LeaseDecision.Reject reject => [Value(PostgresText.Of(reject.Reason)), State(reject.State)],
        _ => [],
    };

    private void Add(StatementBatch batch, Change change, PendingQueueAction action)
    {
        switch (action.Action)
        {
            case QueueAction.Open:
                batch.Add(_open, Value(action.Queue));
                break;
            case QueueAction.Remove:
                batch.Add(_remove, Value(action.Queue));
                _removal.AddDone(batch);
                break;
            case QueueAction.Revive revive:
                Revive(batch, change, action, revive.MessageId);
                break;
        }
    }

    private void Revive(StatementBatch batch, Change change, PendingQueueAction action, string messageId)
    {
        StoreException missing = StoreException.NotDead(_place, action.Queue, messageId);
        if (!long.TryParse(messageId, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            change.Stage(() => action.Refused(missing));
            return;
        }

        batch.AddQuery(
            row =>
            {
                bool isMade = row.GetBoolean(0) || (change.MayBeMade && row.GetBoolean(1));
                change.Stage(() =>
                {
                    if (isMade)
                        action.Committed();
                    else
                        action.Refused(missing);
                });
            },
            _revive,
            Value(action.Queue),
            Value(id));
    }

    /// <summary>A time that an interval and a date can hold.</summary>
    public static TimeSpan Limited(TimeSpan time) => time < s_longest ? time : s_longest;

    // Text that must come back as it was, U+0000 included.
    private static NpgsqlParameter State(string? state) => Value(state is null ? null : Encoding.UTF8.GetBytes(state));
}
