using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SmtpGen.Cluster.Tests;

/// <summary>The built program, <c>smtpgen serve</c>, that takes connections from the proxy.</summary>
internal sealed class ServeProcess(string name, string store, params string[] options) : IPart, IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    public string Name => name;

    public int Port { get; } = LoopbackPorts.Free();

    /// <summary>What it wrote so far.</summary>
    public IEnumerable<string> Output => _output;

    public async Task ReturnAsync()
    {
        string listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port} proxy");
        string program = Path.Combine(AppContext.BaseDirectory, "smtpgen.dll");
        var command = new ProcessStartInfo(
            "dotnet", [program, "serve", "--listen", listen, "--trusted-proxies", "127.0.0.1/32", "--store", store, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(command)!;
        foreach (var reader in (StreamReader[])[_process.StandardOutput, _process.StandardError])
            _ = Task.Run(() => ReadAsync(reader), CancellationToken.None);
        // A database that is not there yet ends it, and whoever watches over it starts it again.
        var listening = LoopbackPorts.WaitAsync(Port);
        if (await Task.WhenAny(listening, _process.WaitForExitAsync(TestContext.Current.CancellationToken)) == listening)
            return;
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await ReturnAsync();
    }

    public async Task FailAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await FailAsync();
    }

    // To its end, since a program that cannot write waits.
    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            _output.Enqueue(line);
    }
}
