using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SmtpGen.EndToEnd.Tests.Sending;

/// <summary>A mail server that is not ours, on a free port of the loopback address, with a folder of its own.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private ForeignServer(DirectoryInfo folder, Process process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    /// <summary>A file in its folder.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Starts a program and waits until it takes connections; skips the test where it is not installed.</summary>
    /// <param name="name">The program.</param>
    /// <param name="arguments">Its arguments, given its port and its folder.</param>
    /// <param name="port">The port; 0: a free one.</param>
    public static async Task<ForeignServer> StartAsync(string name, Func<int, string, IReadOnlyList<string>> arguments, int port = 0)
    {
        string path = ForeignProgram.Require(name);
        var folder = Directory.CreateTempSubdirectory("smtpgen-");
        // Servers that give root up write here as somebody else.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_111_111);
        port = port > 0 ? port : FreePort();
        var start = new ProcessStartInfo(path, arguments(port, folder.FullName)) { WorkingDirectory = folder.FullName, RedirectStandardError = true };
        var server = new ForeignServer(folder, Process.Start(start)!, port);
        try
        {
            await server.WaitAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until a file is there that the server writes when it has delivered.</summary>
    public async Task<string> ReadAsync(Func<ForeignServer, string?> find)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (find(this) is { } path)
                return await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until it ends by itself.</summary>
    public Task EndAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task WaitAsync()
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Assert.False(_process.HasExited, _process.HasExited ? await _process.StandardError.ReadToEndAsync(CancellationToken.None) : "");
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
