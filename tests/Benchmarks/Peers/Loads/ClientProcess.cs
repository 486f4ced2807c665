using System.Diagnostics;
using SmtpGen.Benchmarks.Peers.Building;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>The client in C where it is talked with: it prints a line, and goes on when it gets one.</summary>
internal sealed class ClientProcess(params IEnumerable<string> arguments) : IAsyncDisposable
{
    private readonly Process _process = Process.Start(new ProcessStartInfo(CPrograms.Client, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Waits for the next line.</summary>
    /// <exception cref="NotAcknowledgedException">The client ended instead, and says why.</exception>
    public async Task<string> HearAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new NotAcknowledgedException((await _process.StandardError.ReadToEndAsync()).Trim());

    /// <summary>Lets the client go on.</summary>
    public async Task GoOnAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
