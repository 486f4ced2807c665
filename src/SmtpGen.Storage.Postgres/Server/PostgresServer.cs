using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>Connections to the database: pooled ones for questions, and single ones that their holders keep.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly NpgsqlDataSource _pool;
    private readonly NpgsqlDataSource _single;

    /// <exception cref="StoreException">The connection string is wrong.</exception>
    public PostgresServer(string connectionString, PostgresStoreOptions options)
    {
        Options = options;
        NpgsqlConnectionStringBuilder builder = PostgresConnectionString.Read(connectionString, options);
        Name = PostgresConnectionString.Name(builder, options);
        _pool = Create(builder, isPooled: true);
        _single = Create(builder, isPooled: false);
    }

    /// <summary>What people call the database: host, port, name and, where it is not the usual one, the schema.</summary>
    public string Name { get; }

    public PostgresStoreOptions Options { get; }

    /// <summary>Opens a connection that is nobody else's; the caller disposes it.</summary>
    public Task<NpgsqlConnection> ConnectAsync(Deadline deadline) => ConnectAsync(_single, deadline.AtMost(Options.ConnectTime));

    /// <summary>
    /// Works with a connection of the pool for <see cref="PostgresStoreOptions.ReadTime"/> at most. Work that takes longer is left alone, and gives
    /// its connection back when it ends. Work whose connection breaks is done once more, so that doing it twice must be the same.
    /// </summary>
    /// <exception cref="StoreException">The work failed, or took too long.</exception>
    public Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken = default)
        => RunAsync(work, Deadline.After(Options.ReadTime), cancellationToken);

    /// <summary>The same, until a deadline.</summary>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, Deadline deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<T> running = OpenAndRunAsync(work);
        try
        {
            return await running.WaitAsync(deadline.Left, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or StoreException or ObjectDisposedException))
        {
            throw PostgresFailure.Of(Name, failure);
        }
        finally
        {
            Observe(running);
        }
    }

    /// <summary>Lets go of a connection. What may still run on it is not waited for.</summary>
    public static void Abandon(NpgsqlConnection connection, Task running)
        => running.ContinueWith(
            static async (task, state) =>
            {
                _ = task.Exception;
                try
                {
                    await ((NpgsqlConnection)state!).DisposeAsync().ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException)
                {
                    // It was broken before.
                }
            },
            connection,
            TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        await _single.DisposeAsync().ConfigureAwait(false);
        await _pool.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder builder, bool isPooled)
    {
        var source = new NpgsqlSlimDataSourceBuilder(new NpgsqlConnectionStringBuilder(builder.ConnectionString) { Pooling = isPooled }.ConnectionString);
        source.EnableArrays();
        source.EnableTransportSecurity();
        source.EnableIntegratedSecurity();
        return source.Build();
    }

    private static async Task<NpgsqlConnection> ConnectAsync(NpgsqlDataSource source, Deadline deadline)
    {
        NpgsqlConnection connection = source.CreateConnection();
        Task opening = connection.OpenAsync();
        try
        {
            await opening.WaitAsync(deadline.Left).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            Abandon(connection, opening);
            throw;
        }
    }

    private async Task<T> OpenAndRunAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        for (bool isRetry = false; ; isRetry = true)
        {
            NpgsqlConnection connection = await ConnectAsync(_pool, Deadline.After(Options.ConnectTime)).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                try
                {
                    return await work(connection).ConfigureAwait(false);
                }
                catch (NpgsqlException exception) when (!isRetry && PostgresFailure.IsOfConnection(exception))
                {
                    // The server may have been restarted since the connection was used last; Npgsql forgets the others then.
                }
            }
        }
    }

    // What fails when nobody waits any more is nobody's concern.
    private static void Observe(Task task)
        => task.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
