using System.Diagnostics;
using System.Globalization;

namespace SmtpGen.Foreign;

/// <summary>A server of PostgreSQL with a folder of its own, and where it is asked for one, a standby that its commits wait for.</summary>
internal sealed class PostgresCluster : IDisposable
{
    private const string Programs = "/usr/lib/postgresql";
    private const string Settings = """
        listen_addresses = '127.0.0.1'
        max_connections = 60
        shared_buffers = 16MB
        max_wal_size = 256MB
        max_wal_senders = 4
        wal_keep_size = 64MB
        hot_standby = on
        logging_collector = off
        log_min_messages = fatal
        """;

    private readonly string _folder;
    private Process? _server;

    private PostgresCluster(string folder, int port)
    {
        _folder = folder;
        Port = port;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>Where the server listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>How the database <c>postgres</c> is reached, in the form of Npgsql.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Database=postgres;Username=postgres";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes a cluster and starts it; skips the test where PostgreSQL is not installed.</summary>
    /// <param name="settings">Lines of its configuration.</param>
    public static async Task<PostgresCluster> StartAsync(params string[] settings)
    {
        PostgresCluster cluster = Create();
        try
        {
            await cluster.RunAsync("initdb", "-D", cluster.Data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");
            await cluster.ConfigureAsync(string.Join('\n', [Settings, $"unix_socket_directories = '{cluster._folder}'", $"port = {cluster.Port}", .. settings]));
            await cluster.StartServerAsync();
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Makes a standby of this server, starts it, and lets every commit wait for it from now on.</summary>
    public async Task<PostgresCluster> AddStandbyAsync()
    {
        PostgresCluster standby = Create();
        try
        {
            await standby.RunAsync("pg_basebackup", "-D", standby.Data, "-R", "-X", "stream", "--no-sync", "--checkpoint=fast", "-d", $"host=127.0.0.1 port={Port} user=postgres application_name=standby");
            await standby.ConfigureAsync($"unix_socket_directories = '{standby._folder}'\nport = {standby.Port}\nprimary_conninfo = 'host=127.0.0.1 port={Port} user=postgres application_name=standby'");
            await standby.StartServerAsync();
            await QueryAsync("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
            await QueryAsync("SELECT pg_reload_conf()");
            while (await QueryAsync("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != "1")
                await Task.Delay(50, TestContext.Current.CancellationToken);
            return standby;
        }
        catch
        {
            standby.Dispose();
            throw;
        }
    }

    /// <summary>Starts the server again, after it was killed.</summary>
    public async Task StartServerAsync()
    {
        _server = Start("postgres", "-D", Data);
        _ = DrainAsync(_server);
        while ((await TryRunAsync("pg_isready", "-h", "127.0.0.1", "-p", Text(Port), "-q")).ExitCode != 0)
        {
            Assert.False(_server.HasExited, $"PostgreSQL did not start: {_output}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Kills the server with all its processes, as when the power fails, except that what was written to files stays.</summary>
    public async Task KillAsync()
    {
        Signal("KILL");
        await _server!.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stops all processes of the server where they are, so that they keep their connections and answer nothing.</summary>
    public void Suspend() => Signal("STOP");

    /// <summary>Lets them go on.</summary>
    public void Resume() => Signal("CONT");

    /// <summary>Runs a statement by psql.</summary>
    /// <returns>Its rows, fields separated by bars.</returns>
    public async Task<string> QueryAsync(string sql)
    {
        (int exitCode, string output) = await TryRunAsync("psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", Text(Port), "-U", "postgres", "-c", sql);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        End();
        GC.SuppressFinalize(this);
    }

    private string _output = "";

    private static PostgresCluster Create()
    {
        Find("initdb");
        string folder = Directory.CreateTempSubdirectory("smtpgen-postgres-").FullName;
        var cluster = new PostgresCluster(folder, LoopbackPorts.Free());
        if (Environment.IsPrivilegedProcess)
            Process.Start("chown", ["postgres", folder]).WaitForExit();
        return cluster;
    }

    // PostgreSQL refuses to run as root.
    private static Process Start(string program, params string[] arguments)
    {
        string path = Find(program);
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = "/";
        return Process.Start(start)!;
    }

    // Debian has them outside of the path.
    private static string Find(string program)
    {
        string? folder = Directory.Exists(Programs)
            ? Directory.GetDirectories(Programs).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, program))).Max()
            : null;
        return folder is null ? ForeignProgram.Require(program) : Path.Combine(folder, program);
    }

    private async Task ConfigureAsync(string lines)
        => await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.auto.conf"), lines + '\n', TestContext.Current.CancellationToken);

    private async Task RunAsync(string program, params string[] arguments)
    {
        (int exitCode, string output) = await TryRunAsync(program, arguments);
        Assert.True(exitCode == 0, $"{program} ended with {exitCode}: {output}");
    }

    private static async Task<(int ExitCode, string Output)> TryRunAsync(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string text = await output + await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, text);
    }

    private async Task DrainAsync(Process server)
    {
        Task<string> output = server.StandardOutput.ReadToEndAsync();
        _output = await server.StandardError.ReadToEndAsync() + await output;
    }

    // The server's processes are its children, each of them in a session of its own.
    private void Signal(string name)
    {
        string server = Text(_server!.Id);
        string[] children = [];
        try
        {
            children = File.ReadAllText($"/proc/{server}/task/{server}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            // It has ended.
        }

        Process.Start("kill", [$"-{name}", server, .. children]).WaitForExit();
    }

    private void OnExit(object? sender, EventArgs e) => End();

    private void End()
    {
        if (_server is { HasExited: false })
        {
            Signal("KILL");
            _server.WaitForExit();
        }

        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
