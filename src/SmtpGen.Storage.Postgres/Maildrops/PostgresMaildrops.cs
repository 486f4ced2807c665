using System.Globalization;
using Npgsql;
using static SmtpGen.Storage.Postgres.StatementBatch;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// Opens maildrops. The lock on one holds for all processes: an advisory lock of a connection for each mailbox. Should the connection be
/// lost, another session may open the maildrop, and see messages that this one deletes later; what is gone may be deleted again.
/// </summary>
internal sealed class PostgresMaildrops(PostgresServer server, PostgresReader reader, CommitQueue? queue)
{
    private readonly string _select = $"""
        SELECT id, body_id, size_in_lines FROM {server.Options.Schema}.messages
        WHERE removed_at IS NULL AND id IN (SELECT message_id FROM {server.Options.Schema}.recipients WHERE mailbox = ANY ($1))
        ORDER BY id
        """;

    public ValueTask<IMaildrop> OpenAsync(MaildropOwner owner, CancellationToken cancellationToken)
    {
        MaildropLock held = MaildropLock.Take(server.Name, owner);
        return Maildrop.OpenAsync(
            held,
            async () =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                held.Elsewhere = await LockAsync(owner).ConfigureAwait(false);
                return await ListAsync(owner, cancellationToken).ConfigureAwait(false);
            },
            (entry, token) => reader.OpenAsync(entry.Id, token),
            queue);
    }

    private Task<List<MaildropEntry>> ListAsync(MaildropOwner owner, CancellationToken cancellationToken)
    {
        string[] mailboxes = [.. owner.Mailboxes.Select(Mailbox.Of)];
        return reader.QueryAsync(
            _select,
            [Value(mailboxes)],
            // The body's name is no other's, in this database or any.
            row => new MaildropEntry(row.GetInt64(0).ToString(CultureInfo.InvariantCulture), row.GetGuid(1).ToString("N"), row.GetInt64(2)),
            cancellationToken);
    }

    private async Task<IAsyncDisposable> LockAsync(MaildropOwner owner)
    {
        long[] keys = [.. owner.Mailboxes.Select(mailbox => AdvisoryKey.Of(server.Options.Schema, $"mailbox {Mailbox.Of(mailbox)}")).Distinct()];
        var deadline = Deadline.After(server.Options.ReadTime);
        NpgsqlConnection? connection = null;
        Task<bool>? locking = null;
        try
        {
            connection = await server.ConnectAsync(deadline).ConfigureAwait(false);
            locking = TryLockAsync(connection, keys);
            await deadline.OfAsync(locking).ConfigureAwait(false);
            if (await locking.ConfigureAwait(false))
                return new HeldConnection(connection);
        }
        catch (Exception failure) when (failure is not StoreException)
        {
            if (connection is not null)
                PostgresServer.Abandon(connection, locking ?? Task.CompletedTask);
            throw PostgresFailure.Of(server.Name, failure);
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        throw StoreException.InUse(server.Name, owner.Name);
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, long[] keys)
    {
        using var setting = new NpgsqlCommand("SET idle_session_timeout = 0", connection);
        await setting.ExecuteNonQueryAsync().ConfigureAwait(false);
        using var command = new NpgsqlCommand("SELECT bool_and(pg_try_advisory_lock(key)) FROM unnest($1) AS key", connection) { Parameters = { Value(keys) } };
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is true;
    }

    // Closing a connection does not wait for the server, which releases the locks when it sees that.
    private sealed class HeldConnection(NpgsqlConnection connection) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
