using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// What one attempt at a group has found out so far. Each attempt has its own: one that was given up may still be running when the next begins.
/// </summary>
internal sealed class GroupAttempt(NpgsqlConnection connection)
{
    public StatementBatch Batch { get; } = new(connection);

    /// <summary>Whether messages came into queues.</summary>
    public bool HasQueued { get; set; }

    /// <summary>Large bodies whose messages were there already with another.</summary>
    public List<Guid> UnusedBodies { get; } = [];

    /// <summary>Wishes for a lease that met a message that had run out of attempts.</summary>
    public List<(Change Change, PendingLease Wish)> UnmetWishes { get; } = [];
}
