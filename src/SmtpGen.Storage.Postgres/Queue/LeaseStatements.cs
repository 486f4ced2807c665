using System.Globalization;
using System.Text;
using Npgsql;
using static SmtpGen.Storage.Postgres.StatementBatch;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// Grants leases. Transactions that do so at the same time take different messages and do not wait for each other (SKIP LOCKED).
/// </summary>
internal sealed class LeaseStatements(PostgresServer server)
{
    private readonly string _take = Take(server.Options.Schema, "");

    // After an attempt whose outcome is unknown, the lease may have been granted.
    private readonly string _takeAgain = Take(server.Options.Schema, $"""
        WITH granted AS (
            SELECT message_id, attempts, state, false FROM {server.Options.Schema}.queue_entries
            WHERE queue_id = (SELECT id FROM {server.Options.Schema}.queues WHERE name = $1) AND lease = $2)
        """);

    private readonly string _exists = $"SELECT EXISTS (SELECT FROM {server.Options.Schema}.queues WHERE name = $1)";

    public void Add(GroupAttempt attempt, Change change, PendingLease lease)
    {
        attempt.Batch.AddQuery(
            row =>
            {
                bool exists = row.GetBoolean(0);
                change.Stage(() =>
                {
                    if (exists)
                        lease.Granted(null);
                    else
                        lease.Refused(StoreException.QueueRemoved(server.Name, lease.Queue));
                });
            },
            _exists,
            Value(lease.Queue));
        attempt.Batch.AddQuery(
            row => Stage(attempt, row, change, lease),
            change.MayBeMade ? _takeAgain : _take,
            Value(lease.Queue),
            Value(change.LeaseNumber),
            Value(QueueStatements.Limited(lease.Options.LeaseTime)),
            Value(lease.Options.MaxAttempts),
            Value(PendingLease.RanOut));
    }

    public async Task FinishAsync(GroupAttempt attempt)
    {
        while (attempt.UnmetWishes.Count > 0)
        {
            (Change, PendingLease)[] again = [.. attempt.UnmetWishes];
            attempt.UnmetWishes.Clear();
            foreach ((Change change, PendingLease lease) in again)
                Add(attempt, change, lease);
            await attempt.Batch.ExecuteAsync().ConfigureAwait(false);
        }
    }

    private static void Stage(GroupAttempt attempt, NpgsqlDataReader row, Change change, PendingLease lease)
    {
        if (row.GetBoolean(3))
        {
            attempt.UnmetWishes.Add((change, lease));
            return;
        }

        string? state = row.IsDBNull(2) ? null : Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(2));
        var granted = new GrantedLease(row.GetInt64(0).ToString(CultureInfo.InvariantCulture), change.LeaseNumber, row.GetInt32(1), state);
        change.Stage(() => lease.Granted(granted));
    }

    // $1 queue, $2 number, $3 time, $4 attempts, $5 why a message is dead whose last lease ran out.
    private static string Take(string schema, string granted) => $"""
        {(granted.Length > 0 ? granted + "," : "WITH")} due AS (
            SELECT queue_id, message_id, attempts >= $4 AS is_spent FROM {schema}.queue_entries
            WHERE queue_id = (SELECT id FROM {schema}.queues WHERE name = $1) AND dead_since IS NULL AND due_at <= statement_timestamp()
                {(granted.Length > 0 ? "AND NOT EXISTS (SELECT FROM granted)" : "")}
            ORDER BY due_at, message_id LIMIT 1 FOR UPDATE SKIP LOCKED),
        taken AS (
            UPDATE {schema}.queue_entries AS entry SET
                lease = CASE WHEN is_spent THEN NULL ELSE $2 END,
                attempts = CASE WHEN is_spent THEN attempts ELSE attempts + 1 END,
                due_at = CASE WHEN is_spent THEN due_at ELSE clock_timestamp() + $3 END,
                dead_since = CASE WHEN is_spent THEN clock_timestamp() END,
                reason = CASE WHEN is_spent AND lease IS NOT NULL THEN $5 ELSE reason END
            FROM due WHERE entry.queue_id = due.queue_id AND entry.message_id = due.message_id
            RETURNING entry.message_id, attempts, state, is_spent)
        {(granted.Length > 0 ? "SELECT * FROM granted UNION ALL" : "")}
        SELECT * FROM taken
        """;
}
