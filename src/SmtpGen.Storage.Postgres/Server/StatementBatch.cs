using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>Statements that are sent together, in one round trip, with what reads their rows.</summary>
internal sealed class StatementBatch(NpgsqlConnection connection)
{
    private readonly List<NpgsqlBatchCommand> _commands = [];
    private readonly List<Action<NpgsqlDataReader>?> _readers = [];

    /// <summary>Adds a statement that returns no rows.</summary>
    public void Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlParameter parameter in parameters)
            command.Parameters.Add(parameter);
        _commands.Add(command);
    }

    /// <summary>Adds a query.</summary>
    /// <param name="read">Reads a row; null where rows do not matter.</param>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">Its parameters.</param>
    public void AddQuery(Action<NpgsqlDataReader>? read, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        Add(sql, parameters);
        _readers.Add(read);
    }

    public async Task ExecuteAsync()
    {
        if (_commands.Count == 0)
            return;
        using var batch = new NpgsqlBatch(connection);
        foreach (NpgsqlBatchCommand command in _commands)
            batch.BatchCommands.Add(command);
        using NpgsqlDataReader rows = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        foreach (Action<NpgsqlDataReader>? read in _readers)
        {
            while (await rows.ReadAsync().ConfigureAwait(false))
                read?.Invoke(rows);
            await rows.NextResultAsync().ConfigureAwait(false);
        }

        // The last statements may fail, too.
        while (await rows.NextResultAsync().ConfigureAwait(false))
        {
        }

        _commands.Clear();
        _readers.Clear();
    }

    public static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
