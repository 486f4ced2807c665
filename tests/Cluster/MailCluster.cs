using System.Globalization;
using SmtpGen.Storage;
using SmtpGen.Storage.Postgres;
using SmtpGen.Storage.Postgres.Tests;

namespace SmtpGen.Cluster.Tests;

/// <summary>
/// Two servers for mail, a proxy in front of them, a database with a synchronous standby, and three servers of NATS: what
/// docs/scale.md draws.
/// </summary>
internal sealed class MailCluster : IAsyncDisposable
{
    private readonly PostgresCluster _database;
    private readonly PostgresCluster _standby;
    private readonly StallingProxy _network;
    private readonly NatsServers _nats;
    private readonly ServeProcess[] _servers;
    private readonly HaProxy _proxy;

    private MailCluster(PostgresCluster database, PostgresCluster standby, NatsServers nats, int servers)
    {
        (_database, _standby, _nats) = (database, standby, nats);
        _network = new StallingProxy(database.Port);
        // Whichever of the two is the primary.
        string store = string.Create(
            CultureInfo.InvariantCulture,
            $"postgres://postgres@127.0.0.1:{_network.Port},127.0.0.1:{standby.Port}/postgres?target_session_attrs=primary&Host Recheck Seconds=1");
        string[] options = ["--events", nats.Url, "--config", Configuration()];
        _servers = [.. Enumerable.Range(1, servers).Select(number => new ServeProcess($"serve {number}", store, options))];
        _proxy = new HaProxy(_servers.Select(server => server.Port));
    }

    /// <summary>Where clients connect.</summary>
    public int Port => _proxy.Port;

    public string NatsUrl => _nats.Url;

    public string ConnectionString => _database.ConnectionString;

    public PostgresCluster Database => _database;

    public PostgresCluster Standby => _standby;

    /// <summary>Everything that can be killed, and the network to the database, which can stall.</summary>
    public IEnumerable<IPart> Parts =>
    [
        .. _servers,
        _proxy,
        new Part("PostgreSQL", _database.KillAsync, _database.StartServerAsync),
        new Part("standby", _standby.KillAsync, _standby.StartServerAsync),
        .. Enumerable.Range(0, _nats.Count).Select(index => new Part($"NATS {index + 1}", () => Done(() => _nats.Kill(index)), () => Done(() => _nats.Start(index)))),
        new Part("network", () => Done(_network.Stall), () => Done(_network.Resume)),
    ];

    public static async Task<MailCluster> StartAsync(int servers = 2)
    {
        ForeignProgram.Require("haproxy");
        var nats = await NatsServers.StartAsync(3);
        var database = await PostgresCluster.StartAsync();
        var standby = await database.AddStandbyAsync();
        var cluster = new MailCluster(database, standby, nats, servers);
        foreach (var server in cluster._servers)
            await server.ReturnAsync();
        await cluster._proxy.ReturnAsync();
        return cluster;
    }

    /// <summary>Waits until nothing waits to be announced, and nothing that was refused is there still.</summary>
    public async Task<Ledger> SettleAsync(IReadOnlyCollection<Attempt> attempts, PostgresCluster? primary = null)
    {
        await using var store = await PostgresMessageStore.OpenAsync((primary ?? _database).ConnectionString, access: StoreAccess.Read, cancellationToken: TestContext.Current.CancellationToken);
        while ((await store.ListQueuesAsync(TestContext.Current.CancellationToken)).Any(queue => queue.Waiting + queue.Leased > 0))
            await Task.Delay(100, TestContext.Current.CancellationToken);
        return await Ledger.OfAsync(attempts, store, NatsUrl);
    }

    /// <summary>What the parts say of themselves, for when something is wrong.</summary>
    public async Task<string> DescribeAsync() => string.Join('\n',
    [
        "standbys: " + await AskAsync(_database, "SELECT application_name, state, sync_state, sent_lsn, flush_lsn FROM pg_stat_replication"),
        "receivers: " + await AskAsync(_standby, "SELECT status, flushed_lsn, latest_end_lsn FROM pg_stat_wal_receiver"),
        "sessions:\n" + await AskAsync(_database, "SELECT pid, state, wait_event_type, wait_event, now() - xact_start, left(query, 100) FROM pg_stat_activity WHERE backend_type = 'client backend'"),
        .. _servers.SelectMany(server => server.Output.TakeLast(10).Select(line => $"{server.Name}: {line}")),
    ]);

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        foreach (var server in _servers)
            await server.DisposeAsync();
        _network.Dispose();
        await _nats.DisposeAsync();
        _standby.Dispose();
        _database.Dispose();
    }

    private static async Task<string> AskAsync(PostgresCluster server, string sql)
    {
        try
        {
            return await server.QueryAsync(sql);
        }
        catch (Xunit.Sdk.TrueException exception)
        {
            return exception.Message;
        }
    }

    private static string Configuration()
    {
        string path = Path.Combine(Path.GetTempPath(), $"smtpgen-cluster-{Environment.ProcessId}.json");
        File.WriteAllText(path, """{ "Events": { "Replicas": 3 } }""");
        return path;
    }

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
