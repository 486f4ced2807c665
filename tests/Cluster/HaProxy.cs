using System.Diagnostics;
using System.Globalization;

namespace SmtpGen.Cluster.Tests;

/// <summary>HAProxy in front of the servers, which tells them their clients by the PROXY protocol, version 2.</summary>
internal sealed class HaProxy : IPart, IAsyncDisposable
{
    private readonly string _program = ForeignProgram.Require("haproxy");
    private readonly string _configuration = Path.GetTempFileName();
    private Process? _process;

    public HaProxy(IEnumerable<int> servers)
    {
        string lines = string.Join('\n', servers.Select((port, index) => string.Create(
            CultureInfo.InvariantCulture,
            $"    server s{index} 127.0.0.1:{port} send-proxy-v2 check check-send-proxy inter 500 fall 1 rise 1 on-marked-down shutdown-sessions")));
        File.WriteAllText(_configuration, string.Create(CultureInfo.InvariantCulture, $$"""
            defaults
                mode tcp
                timeout connect 2s
                timeout client 120s
                timeout server 120s
                retries 3
                option redispatch
            frontend mail
                bind 127.0.0.1:{{Port}}
                default_backend servers
            backend servers
                balance leastconn
            {{lines}}

            """));
    }

    public string Name => "HAProxy";

    public int Port { get; } = LoopbackPorts.Free();

    public async Task ReturnAsync()
    {
        _process = Process.Start(new ProcessStartInfo(_program, ["-db", "-q", "-f", _configuration]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await LoopbackPorts.WaitAsync(Port);
    }

    public async Task FailAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await FailAsync();
        File.Delete(_configuration);
    }
}
