using System.Globalization;

namespace SmtpGen.Storage;

/// <summary>Writes groups of messages, one transaction and so one sync a group. Runs on the commit thread only.</summary>
internal sealed class SqliteCommitter : IDisposable
{
    private readonly Database _database;
    private readonly byte[] _scratch = new byte[SqliteSchema.ChunkLength];
    private readonly PreparedStatement _begin;
    private readonly PreparedStatement _commit;
    private readonly PreparedStatement _rollback;
    private readonly PreparedStatement _save;
    private readonly PreparedStatement _undo;
    private readonly PreparedStatement _release;
    private readonly PreparedStatement _insertMessage;
    private readonly PreparedStatement _insertRecipient;
    private readonly PreparedStatement _insertChunk;
    private long _commitCount;

    public SqliteCommitter(Database database)
    {
        _database = database;
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _rollback = database.Prepare("ROLLBACK");
        _save = database.Prepare("SAVEPOINT message");
        _undo = database.Prepare("ROLLBACK TO message");
        _release = database.Prepare("RELEASE message");
        _insertMessage = database.Prepare("""
            INSERT INTO messages (received_at, reverse_path, client_name, remote_address, protocol, authenticated_as, smtputf8, size)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """);
        _insertRecipient = database.Prepare("INSERT INTO recipients (message_id, position, forward_path) VALUES (?, ?, ?)");
        _insertChunk = database.Prepare("INSERT INTO body_chunks (message_id, start, octets) VALUES (?, ?, ?)");
    }

    /// <summary>Transactions that stored at least one message.</summary>
    public long CommitCount => Volatile.Read(ref _commitCount);

    public void Commit(IReadOnlyList<PendingMessage> group)
    {
        try
        {
            _begin.Run();
        }
        catch (StoreException failure)
        {
            RefuseAll(group, failure);
            return;
        }

        if (TryFinish(group) || group.Count == 1)
            return;

        // The transaction was lost as a whole: to one message for which the disk had no room, say. Alone, each message
        // meets its own fate.
        foreach (PendingMessage message in group)
            Commit([message]);
    }

    public void Dispose()
    {
        PreparedStatement[] statements =
            [_begin, _commit, _rollback, _save, _undo, _release, _insertMessage, _insertRecipient, _insertChunk];
        foreach (PreparedStatement statement in statements)
            statement.Dispose();
        _database.Dispose();
    }

    private bool TryFinish(IReadOnlyList<PendingMessage> group)
    {
        try
        {
            foreach (PendingMessage message in group)
                InsertOrRefuse(message);
            _commit.Run();
        }
        catch (StoreException failure)
        {
            if (_database.IsInTransaction)
                _rollback.Run();
            RefuseAll(group, failure);
            return false;
        }

        if (group.Any(message => message.IsStored))
            Interlocked.Increment(ref _commitCount);
        return true;
    }

    private void InsertOrRefuse(PendingMessage message)
    {
        _save.Run();
        try
        {
            message.Stored(Insert(message).ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException exception) when (_database.IsInTransaction)
        {
            _undo.Run();
            message.Refused(exception as StoreException ?? StoreException.FromFile(_database.Path, exception));
        }

        _release.Run();
    }

    private long Insert(PendingMessage message)
    {
        MessageEnvelope envelope = message.Envelope;
        _insertMessage
            .Bind(1, envelope.ReceivedAt.ToString("O", CultureInfo.InvariantCulture))
            .Bind(2, envelope.ReversePath)
            .Bind(3, envelope.ClientName)
            .Bind(4, envelope.RemoteAddress)
            .Bind(5, envelope.Protocol)
            .Bind(6, envelope.AuthenticatedAs)
            .Bind(7, envelope.SmtpUtf8 ? 1 : 0)
            .Bind(8, message.Spool.Length)
            .Run();
        long id = _database.LastInsertRowId;

        for (int position = 0; position < envelope.ForwardPaths.Count; position++)
            _insertRecipient.Bind(1, id).Bind(2, position).Bind(3, envelope.ForwardPaths[position]).Run();

        long start = 0;
        while (start < message.Spool.Length)
        {
            ReadOnlySpan<byte> chunk = message.Spool.Read(start, _scratch);
            _insertChunk.Bind(1, id).Bind(2, start).Bind(3, chunk).Run();
            start += chunk.Length;
        }

        return id;
    }

    private static void RefuseAll(IReadOnlyList<PendingMessage> group, StoreException failure)
    {
        foreach (PendingMessage message in group)
            message.Refused(failure);
    }
}
