using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Foreign;

/// <summary>Ports of 127.0.0.1 for servers that are told where to listen, and may be started again there.</summary>
internal static class LoopbackPorts
{
    public static int Free() => Free(1)[0];

    /// <summary>So many ports, each another one.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    /// <summary>Waits until somebody listens.</summary>
    public static async Task WaitAsync(int port)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}
