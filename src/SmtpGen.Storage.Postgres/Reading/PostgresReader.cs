using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using SmtpGen.Envelopes;
using static SmtpGen.Storage.Postgres.StatementBatch;

namespace SmtpGen.Storage.Postgres;

/// <summary>Reads messages, with a connection for each page and none in between.</summary>
internal sealed class PostgresReader : IQueueReader
{
    private const int PageLength = 64;

    private readonly PostgresServer _server;
    private readonly string _after;
    private readonly string _before;
    private readonly string _one;
    private readonly string _body;
    private readonly string _queues;
    private readonly string _dead;

    public PostgresReader(PostgresServer server)
    {
        _server = server;
        string schema = server.Options.Schema;
        string columns = "messages.id, messages.size, messages.subject, messages.date, messages.envelope, "
            + $"ARRAY(SELECT mailbox FROM {schema}.recipients WHERE recipients.message_id = messages.id)";
        string from = $"FROM {schema}.messages WHERE removed_at IS NULL AND";
        _after = $"SELECT {columns} {from} id > $1 ORDER BY id LIMIT {PageLength}";
        _before = $"SELECT {columns} {from} id < $1 ORDER BY id DESC LIMIT {PageLength}";
        _one = $"SELECT {columns} {from} id = $1";
        _body = $"SELECT body_id, size {from} id = $1";
        _queues = $"""
            SELECT name,
                count(*) FILTER (WHERE message_id IS NOT NULL AND dead_since IS NULL AND (lease IS NULL OR due_at <= now())),
                count(*) FILTER (WHERE dead_since IS NULL AND lease IS NOT NULL AND due_at > now()),
                count(*) FILTER (WHERE dead_since IS NOT NULL)
            FROM {schema}.queues LEFT JOIN {schema}.queue_entries ON queue_id = id GROUP BY name ORDER BY name COLLATE "C"
            """;
        _dead = $"""
            SELECT {columns}, attempts, reason, dead_since FROM {schema}.queue_entries JOIN {schema}.messages ON id = message_id
            WHERE queue_id = (SELECT id FROM {schema}.queues WHERE name = $1) AND (dead_since, id) > ($2, $3)
            ORDER BY dead_since, id LIMIT {PageLength}
            """;
    }

    public IAsyncEnumerable<StoredMessage> ListAsync(CancellationToken cancellationToken) => ListAsync(_after, 0, cancellationToken);

    public IAsyncEnumerable<StoredMessage> ListNewestAsync(long before, CancellationToken cancellationToken) => ListAsync(_before, before, cancellationToken);

    public async ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (ParseId(id) is not { } number)
            return null;
        List<StoredMessage> found = await QueryAsync(_one, [Value(number)], Message, cancellationToken).ConfigureAwait(false);
        return found is [var message] ? message : null;
    }

    public async ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken)
    {
        List<(Guid Body, long Size)> found = ParseId(id) is { } number
            ? await QueryAsync(_body, [Value(number)], row => (row.GetGuid(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false)
            : [];
        return found is [var body] ? new PostgresBodyStream(_server, id, body.Body, body.Size) : throw StoreException.NotFound(_server.Name, id);
    }

    public async ValueTask<IReadOnlyList<QueueStatus>> ListQueuesAsync(CancellationToken cancellationToken)
        => await QueryAsync(
            _queues, [], row => new QueueStatus(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<DeadLetter> ListDeadAsync(string queue, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (DateTime Since, long Id) last = (DateTime.UnixEpoch, 0);
        while (true)
        {
            List<(DeadLetter Letter, DateTime Since)> page = await QueryAsync(
                _dead, [Value(queue), Value(last.Since), Value(last.Id)], DeadLetter, cancellationToken).ConfigureAwait(false);
            foreach ((DeadLetter letter, _) in page)
                yield return letter;
            if (page.Count < PageLength)
                yield break;
            last = (page[^1].Since, ParseId(page[^1].Letter.Message.Id)!.Value);
        }
    }

    /// <summary>Reads the rows of a query.</summary>
    /// <exception cref="StoreException">The database cannot be read.</exception>
    public Task<List<T>> QueryAsync<T>(string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        => _server.RunAsync(
            async connection =>
            {
                using var command = new NpgsqlCommand(sql, connection);
                // Copies: it may be done twice.
                foreach (NpgsqlParameter parameter in parameters)
                    command.Parameters.Add(parameter.Clone());
                using NpgsqlDataReader rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
                var found = new List<T>();
                while (await rows.ReadAsync().ConfigureAwait(false))
                    found.Add(read(rows));
                return found;
            },
            cancellationToken);

    /// <summary>The number that an id is; null for what never was one.</summary>
    public static long? ParseId(string id)
        => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private async IAsyncEnumerable<StoredMessage> ListAsync(string sql, long start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = start;
        while (true)
        {
            List<StoredMessage> page = await QueryAsync(sql, [Value(last)], Message, cancellationToken).ConfigureAwait(false);
            foreach (StoredMessage message in page)
                yield return message;
            if (page.Count < PageLength)
                yield break;
            last = ParseId(page[^1].Id)!.Value;
        }
    }

    private (DeadLetter Letter, DateTime Since) DeadLetter(NpgsqlDataReader row)
    {
        DateTime since = row.GetDateTime(8);
        return (new DeadLetter(Message(row), row.GetInt32(6), row.IsDBNull(7) ? "" : row.GetString(7), new DateTimeOffset(since)), since);
    }

    private StoredMessage Message(NpgsqlDataReader row)
    {
        string id = row.GetInt64(0).ToString(CultureInfo.InvariantCulture);
        return new StoredMessage(id, Envelope(id, row.GetString(4), row.GetFieldValue<string[]>(5)), row.GetInt64(1))
        {
            Subject = row.IsDBNull(2) ? null : row.GetString(2),
            Date = row.IsDBNull(3) ? null : row.GetString(3),
        };
    }

    // Without the recipients that have deleted it.
    private ReceivedEnvelope Envelope(string id, string json, string[] mailboxes)
    {
        try
        {
            ReceivedEnvelope envelope = EnvelopeJson.ReadEnvelope(json);
            var known = mailboxes.ToHashSet(StringComparer.Ordinal);
            Recipient[] left = [.. envelope.Recipients.Where(recipient => known.Contains(Mailbox.Of(recipient.ForwardPath)))];
            return left.Length == envelope.Recipients.Count ? envelope : envelope with { Recipients = left };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new StoreException(StoreFailure.Failed, $"{_server.Name}: message {id} has a damaged envelope: {exception.Message}", exception);
        }
    }
}
