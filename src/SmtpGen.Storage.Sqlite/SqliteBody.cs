namespace SmtpGen.Storage.Sqlite;

/// <summary>Reads octets of bodies chunk by chunk, over a connection that reads other things too. Every call blocks.</summary>
internal sealed class SqliteBody(Database database) : IDisposable
{
    private readonly PreparedStatement _chunk = database.Prepare(
        "SELECT start, octets FROM body_chunks WHERE message_id = ? AND start <= ? ORDER BY start DESC LIMIT 1");

    /// <summary>What lists say of a message that was stored before it was kept.</summary>
    public BodySummary Summarize(long id, long size) => BodySummary.Of(size, (offset, scratch) => Read(id, offset, scratch));

    public void Dispose() => _chunk.Dispose();

    private ReadOnlySpan<byte> Read(long id, long offset, Span<byte> scratch)
    {
        _chunk.Bind(1, id).Bind(2, offset);
        try
        {
            if (!_chunk.Step())
                return [];
            ReadOnlySpan<byte> octets = _chunk.Blob(1);
            int start = (int)Math.Min(octets.Length, offset - _chunk.Number(0));
            octets = octets[start..Math.Min(octets.Length, start + scratch.Length)];
            octets.CopyTo(scratch);
            return scratch[..octets.Length];
        }
        finally
        {
            _chunk.Reset();
        }
    }
}
