using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Benchmarks.Peers;

/// <summary>A server in a process of its own, so that its processor time can be told from its client's.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(string name, Process process, int port) => (Name, _process, Port) = (name, process, port);

    public string Name { get; }

    public int Port { get; }

    /// <summary>Processor time so far, in the system's part too.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Most memory that it had, in MiB.</summary>
    public double PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Starts a server and waits until it takes connections.</summary>
    /// <param name="name">What it is called in the report.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments, given its port.</param>
    public static async Task<ServerProcess> StartAsync(string name, string program, Func<int, string[]> arguments)
    {
        int port = FreePort();
        var server = new ServerProcess(name, Process.Start(program, arguments(port)), port);
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return server;
            }
            catch (SocketException) when (!server._process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
