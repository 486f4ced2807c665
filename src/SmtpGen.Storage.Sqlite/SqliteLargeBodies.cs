namespace SmtpGen.Storage.Sqlite;

/// <summary>
/// Writes large bodies step by step, each step in a transaction with other messages, so that none waits for a whole large
/// one. A body belongs to no message, and nobody sees it, until its last step makes it one's. Runs on the commit thread only.
/// </summary>
internal sealed class SqliteLargeBodies(Database database) : IDisposable
{
    private readonly byte[] _scratch = new byte[SqliteSchema.ChunkLength];
    private readonly Dictionary<PendingMessage, Progress> _unfinished = [];
    private readonly List<long> _abandoned = [];

    private readonly PreparedStatement _begin = database.Prepare("INSERT INTO large_bodies (spool) VALUES (?)");
    private readonly PreparedStatement _chunk = database.Prepare("INSERT INTO large_body_chunks (body_id, start, octets) VALUES (?, ?, ?)");
    private readonly PreparedStatement _adopt = database.Prepare("UPDATE large_bodies SET message_id = ?, spool = NULL WHERE id = ?");
    private readonly PreparedStatement _remove = database.Prepare("DELETE FROM large_bodies WHERE id = ?");

    public static bool IsLarge(PendingMessage message) => message.Spool.Length > CommitQueue.StepOctets;

    /// <summary>Writes the next step within the transaction.</summary>
    /// <returns>Whether the body is complete, so that <see cref="Adopt"/> can follow.</returns>
    public bool Write(PendingMessage message)
    {
        MessageSpool body = message.Spool;
        Progress progress = Begun(message);
        long end = Math.Min(body.Length, progress.Kept + CommitQueue.StepOctets);
        progress.Written = progress.Kept;
        while (progress.Written < end)
        {
            ReadOnlySpan<byte> chunk = body.Read(progress.Written, _scratch);
            _chunk.Bind(1, progress.Id).Bind(2, progress.Written).Bind(3, chunk).Run();
            progress.Written += chunk.Length;
        }

        return progress.Written == body.Length;
    }

    /// <summary>Makes the body that of a message, within the transaction.</summary>
    public void Adopt(PendingMessage message, long messageId)
    {
        _adopt.Bind(1, messageId).Bind(2, _unfinished[message].Id).Run();
        _unfinished[message].IsAdopted = true;
    }

    /// <summary>Learns what became of a message in a transaction that is over.</summary>
    public void Settle(PendingMessage message)
    {
        if (!_unfinished.TryGetValue(message, out Progress? progress))
            return;
        if (message.IsUnfinished)
        {
            progress.Kept = progress.Written;
            return;
        }

        _unfinished.Remove(message);
        if (!(message.IsCommitted && progress.IsAdopted) && progress.Kept > 0)
            _abandoned.Add(progress.Id);
    }

    /// <summary>Removes what was kept of refused messages; tried again with the next group where the disk refuses that, too.</summary>
    public void RemoveAbandoned()
    {
        try
        {
            while (_abandoned.Count > 0)
            {
                _remove.Bind(1, _abandoned[^1]).Run();
                _abandoned.RemoveAt(_abandoned.Count - 1);
            }
        }
        catch (StoreException)
        {
            // Nobody sees it meanwhile, and the next opening for writing removes it, too.
        }
    }

    public void Dispose()
    {
        foreach (PreparedStatement statement in (PreparedStatement[])[_begin, _chunk, _adopt, _remove])
            statement.Dispose();
    }

    // Until its first step is committed, a body has to be begun in each transaction that tries.
    private Progress Begun(PendingMessage message)
    {
        if (!_unfinished.TryGetValue(message, out Progress? progress))
            _unfinished.Add(message, progress = new Progress());
        if (progress.Kept > 0)
            return progress;
        RequireRoom(message.Spool.Length);
        _begin.Bind(1, Path.GetFileName(message.Spool.FilePath)).Run();
        progress.Id = database.LastInsertRowId;
        return progress;
    }

    // A message that can never fit must not fill the store before it is refused: small ones would be refused with it.
    private void RequireRoom(long octets)
    {
        long pages = database.QueryNumber("PRAGMA max_page_count") - database.QueryNumber("PRAGMA page_count")
            + database.QueryNumber("PRAGMA freelist_count");
        if (octets / database.QueryNumber("PRAGMA page_size") > pages)
            throw StoreException.Full(database.Path);
    }

    private sealed class Progress
    {
        public long Id { get; set; }

        /// <summary>Whether it was made a message's, unless the transaction failed.</summary>
        public bool IsAdopted { get; set; }

        /// <summary>Octets that are committed.</summary>
        public long Kept { get; set; }

        /// <summary>Octets that are written, of which the transaction decides.</summary>
        public long Written { get; set; }
    }
}
