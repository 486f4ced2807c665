using System.Diagnostics;

namespace SmtpGen.Samples;

/// <summary>The program of a sample, as a person starts it, on a port that was free.</summary>
internal sealed class SampleProgram : IAsyncDisposable
{
    private readonly Process _process;

    private SampleProgram(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts it, and waits until it takes connections.</summary>
    /// <param name="program">A type of the program.</param>
    /// <param name="section">The section of its configuration.</param>
    /// <param name="settings">Further settings in that section: <c>Name=value</c>.</param>
    public static async Task<SampleProgram> StartAsync(Type program, string section, params string[] settings)
    {
        int port = Loopback.FreePort();
        var start = new ProcessStartInfo("dotnet", [program.Assembly.Location, .. settings.Prepend($"Listen:0=127.0.0.1:{port}").Select(setting => $"--{section}:{setting}")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var sample = new SampleProgram(Process.Start(start)!, port);
        try
        {
            _ = sample._process.StandardOutput.ReadToEndAsync();
            await sample.WaitAsync();
            return sample;
        }
        catch
        {
            await sample.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitAsync()
    {
        while (!await Loopback.TakesConnectionsAsync(Port))
        {
            Assert.False(_process.HasExited, _process.HasExited ? await _process.StandardError.ReadToEndAsync() : "");
            await Task.Delay(50);
        }
    }
}
