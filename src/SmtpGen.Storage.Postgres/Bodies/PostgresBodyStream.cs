using System.Data;
using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>A body read part by part. It holds one part in memory and, between reads, no connection.</summary>
internal sealed class PostgresBodyStream(PostgresServer server, string messageId, Guid body, long length) : PartStream(length)
{
    private const int PartLength = MessageBody.MemoryLimit;

    private readonly string _select = Select(server.Options.Schema);
    private byte[] _part = [];

    /// <summary>The query for octets of a body: its id, where they begin, and how many at most.</summary>
    public static string Select(string schema) => $"""
        SELECT substring(octets FROM ($2 - start + 1)::integer FOR $3) FROM {schema}.body_chunks
        WHERE body_id = $1 AND start <= $2 ORDER BY start DESC LIMIT 1
        """;

    /// <summary>Reads octets by that query.</summary>
    /// <returns>How many; none where the row that should hold them is missing.</returns>
    public static async Task<int> ReadAsync(NpgsqlConnection connection, string select, Guid body, long position, Memory<byte> octets)
    {
        using var command = new NpgsqlCommand(select, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = body },
                new NpgsqlParameter<long> { TypedValue = position },
                new NpgsqlParameter<int> { TypedValue = octets.Length },
            },
        };
        // Sequential: otherwise Npgsql would hold all of the row in a buffer of its own.
        using NpgsqlDataReader row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess).ConfigureAwait(false);
        if (!await row.ReadAsync().ConfigureAwait(false))
            return 0;
        Stream value = await row.GetStreamAsync(0).ConfigureAwait(false);
        await using (value.ConfigureAwait(false))
            return await value.ReadAtLeastAsync(octets, octets.Length, throwOnEndOfStream: false).ConfigureAwait(false);
    }

    protected override void Load(long position) => LoadAsync(position, CancellationToken.None).GetAwaiter().GetResult();

    protected override async Task LoadAsync(long position, CancellationToken cancellationToken)
    {
        byte[] part = _part.Length > 0 ? _part : new byte[Math.Min(PartLength, Length)];
        // What did not answer in time may still write into the part that it was given.
        (_part, Part) = ([], default);
        int read = await server.RunAsync(connection => ReadAsync(connection, _select, body, position, part), cancellationToken).ConfigureAwait(false);
        (_part, Part, PartStart) = (part, part.AsMemory(0, read), position);
    }

    protected override Exception Missing(long position) => new StoreException(
        StoreFailure.Failed, $"{server.Name}: message {messageId} lacks octet {position}; it was deleted or damaged meanwhile");
}
