using System.Diagnostics;
using System.Globalization;

namespace SmtpGen.Foreign;

/// <summary>Servers of NATS with JetStream, one or several that form a cluster, in a temporary folder.</summary>
internal sealed class NatsServers : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-nats-");
    private readonly string _program = ForeignProgram.Require("nats-server");
    private readonly Process?[] _processes;
    private readonly int[] _clientPorts;
    private readonly int[] _routePorts;

    private NatsServers(int count)
    {
        _processes = new Process?[count];
        int[] ports = LoopbackPorts.Free(2 * count);
        _clientPorts = ports[..count];
        _routePorts = ports[count..];
    }

    public int Count => _processes.Length;

    /// <summary>All servers, as clients write them.</summary>
    public string Url => string.Join(',', _clientPorts.Select(port => $"nats://127.0.0.1:{port}"));

    /// <summary>Starts the servers; skips the test where NATS is not installed.</summary>
    public static async Task<NatsServers> StartAsync(int count = 1, string configuration = "")
    {
        var servers = new NatsServers(count);
        for (int index = 0; index < count; index++)
        {
            File.WriteAllText(servers.ConfigurationOf(index), servers.Configuration(index) + configuration);
            servers.Start(index);
        }

        foreach (int port in servers._clientPorts)
            await LoopbackPorts.WaitAsync(port);
        return servers;
    }

    /// <summary>Starts a server that was killed, on its port and with its data.</summary>
    public void Start(int index)
    {
        var start = new ProcessStartInfo(_program, ["-c", ConfigurationOf(index), "-l", Path.Combine(_folder.FullName, $"{index}.log")]);
        _processes[index] = Process.Start(start)!;
    }

    /// <summary>Ends a server as a power cut would.</summary>
    public void Kill(int index)
    {
        _processes[index]!.Kill();
        _processes[index]!.WaitForExit();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (process is { HasExited: false })
            {
                process.Kill();
                process.WaitForExit();
            }

            process?.Dispose();
        }

        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private string ConfigurationOf(int index) => Path.Combine(_folder.FullName, $"{index}.conf");

    private string Configuration(int index)
    {
        string name = index.ToString(CultureInfo.InvariantCulture);
        string cluster = Count == 1 ? "" : $$"""
            cluster { name: mail, listen: "127.0.0.1:{{_routePorts[index]}}", routes: [{{string.Join(", ", _routePorts.Select(port => $"\"nats://127.0.0.1:{port}\""))}}] }
            """;
        return $$"""
            server_name: n{{name}}
            listen: "127.0.0.1:{{_clientPorts[index]}}"
            jetstream { store_dir: "{{Path.Combine(_folder.FullName, name)}}", max_file_store: 4GB }
            {{cluster}}

            """;
    }
}
