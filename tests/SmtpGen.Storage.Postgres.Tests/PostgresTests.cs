using Npgsql;
using SmtpGen.Foreign;
using SmtpGen.Storage.Tests;

namespace SmtpGen.Storage.Postgres.Tests;

/// <summary>What the tests share: a server for all that leave it alone, and a schema for each.</summary>
public abstract class PostgresTests
{
    private static readonly Lazy<Task<PostgresCluster>> s_shared = new(() => PostgresCluster.StartAsync());

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected string Schema { get; } = "s" + Guid.NewGuid().ToString("N");

    private protected static Task<PostgresCluster> SharedAsync() => s_shared.Value;

    private protected PostgresStoreOptions Options(double seconds = 30) => new()
    {
        Schema = Schema,
        CommitTime = TimeSpan.FromSeconds(seconds),
        ReadTime = TimeSpan.FromSeconds(seconds),
    };

    private protected Task<PostgresMessageStore> OpenAsync(PostgresCluster cluster, double seconds = 30)
        => PostgresMessageStore.OpenAsync(cluster.ConnectionString, Options(seconds), cancellationToken: Token);

    private protected static async Task<StoreException> RefusedAsync(Func<Task> action) => await Assert.ThrowsAsync<StoreException>(action);

    /// <summary>Asks until the answer is as expected, for half a minute.</summary>
    private protected static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        for (int tries = 0; tries < 300; tries++)
        {
            if (await condition())
                return;
            await Task.Delay(100, Token);
        }

        Assert.Fail($"{what} has not come true");
    }

    private protected async Task<long> CountAsync(PostgresCluster cluster, string table, string condition = "true")
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {Schema}.{table} WHERE {condition}", connection);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private protected static async Task<IMessageWriter> WriteAsync(IMessageStore store, byte[] body, ReceivedEnvelope? envelope = null)
    {
        IMessageWriter writer = await store.BeginAsync(envelope ?? Messages.Envelope(), Token);
        await writer.WriteAsync(body, Token);
        return writer;
    }
}
