using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SmtpGen.Benchmarks.Peers.Receivers;

namespace SmtpGen.Benchmarks.Peers.Processes;

/// <summary>A receiver in a process of its own, so that its processor time can be told from its client's.</summary>
internal sealed class ReceiverProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Place _place;
    private readonly List<string> _said = [];

    private ReceiverProcess(Receiver receiver, Process process, Place place)
    {
        (Receiver, _process, _place) = (receiver, process, place);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        if (receiver.TellsAllocations)
            return;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
    }

    public Receiver Receiver { get; }

    public int Port => _place.Port;

    public int Id => _process.Id;

    /// <summary>Processor time so far.</summary>
    public ProcessorTime ProcessorTime => ProcessorTime.Of(Id);

    /// <summary>Resident memory, in MiB.</summary>
    public double Memory => ProcessTree.Memory(Id, "VmRSS") / 1024.0;

    /// <summary>Most resident memory so far, in MiB.</summary>
    public double PeakMemory => ProcessTree.Memory(Id, "VmHWM") / 1024.0;

    /// <summary>Starts a receiver for a load, and waits until it greets.</summary>
    /// <exception cref="NotAcknowledgedException">It does not.</exception>
    public static async Task<ReceiverProcess> StartAsync(Receiver receiver, Needs needs)
    {
        int port = FreePort();
        string folder = Directory.CreateDirectory(Path.Combine(Repository.Artifacts, "work", $"{receiver.Id}-{port}")).FullName;
        var place = new Place(port, folder, needs);
        var command = receiver.Command(place);
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        var server = new ReceiverProcess(receiver, Process.Start(start)!, place);
        try
        {
            await server.WaitAsync(greets: (needs & (Needs.Tls | Needs.Octets)) == 0);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Bytes that the receiver allocated so far; null where it cannot tell.</summary>
    public async Task<long?> AllocatedAsync()
    {
        if (!Receiver.TellsAllocations)
            return null;
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        return long.Parse((await _process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    /// <summary>What it printed first, for errors.</summary>
    public string Words()
    {
        lock (_said)
            return _said.Count == 0 ? "" : $" It printed: {string.Join(" / ", _said.Take(3))}";
    }

    public async ValueTask DisposeAsync()
    {
        if (Receiver.Stop?.Invoke(_place) is { } stop)
            await Commands.RunAsync(stop.Program, stop.Arguments, s_startTime);
        else if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_place.Folder, recursive: true);
    }

    private async Task WaitAsync(bool greets)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < s_startTime)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)s_startTime.TotalMilliseconds };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port);
                if (!greets || socket.Receive(new byte[512]) > 0)
                    return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                // Not yet.
            }
            catch (SocketException)
            {
                throw new NotAcknowledgedException($"It ended with {_process.ExitCode} before it greeted.{Words()}");
            }

            await Task.Delay(20);
        }

        throw new NotAcknowledgedException($"It did not greet within {s_startTime.TotalSeconds:F0} s.{Words()}");
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_said)
        {
            if (_said.Count < 100)
                _said.Add(line);
        }
    }
}
