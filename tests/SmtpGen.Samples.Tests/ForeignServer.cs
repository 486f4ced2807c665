using System.Diagnostics;
using SmtpGen.Foreign;

namespace SmtpGen.Samples;

/// <summary>A server that is not ours, on ports of its own.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private readonly Process _process;

    private ForeignServer(Process process) => _process = process;

    /// <summary>Starts a program, and waits until it takes connections; skips the test where it is not installed.</summary>
    public static async Task<ForeignServer> StartAsync(string name, int[] ports, params string[] arguments)
    {
        var start = new ProcessStartInfo(ForeignProgram.Require(name), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var server = new ForeignServer(Process.Start(start)!);
        var errors = server._process.StandardError.ReadToEndAsync();
        _ = server._process.StandardOutput.ReadToEndAsync();
        foreach (int port in ports)
        {
            while (!await Loopback.TakesConnectionsAsync(port))
            {
                if (server._process.HasExited)
                    Assert.Fail($"{name} ended: {await errors}");
                await Task.Delay(50);
            }
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
