using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace SmtpGen.Faults.Tests;

/// <summary>The built program, <c>smtpgen serve</c>, with the shim between it and the system.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly string _files;

    private ServerUnderTest(TestStore store, Process process, FaultPlan plan, string files)
    {
        Store = store;
        _process = process;
        _files = files;
        Plan = plan;
    }

    public TestStore Store { get; }

    public FaultPlan Plan { get; }

    /// <summary>Where it listens: for SMTP first, then for POP3 if asked to.</summary>
    public List<IPEndPoint> EndPoints { get; } = [];

    /// <summary>What it wrote so far.</summary>
    public IEnumerable<string> Output => _output;

    /// <summary>What it did so far to the store's files.</summary>
    public List<RecordedCall> Calls => RecordedCall.ReadAll(Path.Combine(_files, "record"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ServerUnderTest> StartAsync(TestStore store, params string[] options)
    {
        string shim = Shim.Require();
        string files = Directory.CreateTempSubdirectory("smtpgen-faults-server-").FullName;
        string record = Path.Combine(files, "record");
        await File.WriteAllTextAsync(record, "", Token);
        var plan = new FaultPlan(Path.Combine(files, "plan"), store.Folder);
        string program = Path.Combine(AppContext.BaseDirectory, "smtpgen.dll");
        var command = new ProcessStartInfo(
            "dotnet", [program, "serve", "--no-trace", "--listen", "127.0.0.1:0", "--store", store.Location, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LD_PRELOAD"] = shim, ["FAULTS_PLAN"] = plan.Path, ["FAULTS_RECORD"] = record },
        };
        var server = new ServerUnderTest(store, Process.Start(command)!, plan, files);
        try
        {
            await server.ListenAsync(expected: options.Contains("--pop3") ? 2 : 1);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it as a power failure does, but that the system lives on.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        Plan.Dispose();
        Directory.Delete(_files, recursive: true);
    }

    private async Task ListenAsync(int expected)
    {
        var errors = new ConcurrentQueue<string>();
        _process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        _process.BeginErrorReadLine();
        while (EndPoints.Count < expected)
        {
            string? line = await _process.StandardOutput.ReadLineAsync(Token);
            Assert.True(line is not null, $"the server does not start: {string.Join("\n", errors)}");
            EndPoints.Add(IPEndPoint.Parse(line.Split(' ', ',')[2]));
        }

        _ = Task.Run(ReadOutputAsync, CancellationToken.None);
    }

    // To its end, since a program that cannot write waits.
    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
            _output.Enqueue(line);
    }
}
