using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Tool.Tests;

/// <summary>A port of the loopback address that nobody uses, for a server whose output does not tell which it took.</summary>
internal sealed class FreePort
{
    public FreePort()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        EndPoint = (IPEndPoint)holder.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    public string Address => EndPoint.ToString();

    /// <summary>A client of the server there, as soon as it listens.</summary>
    public async Task<MailClient> GreetedAsync()
    {
        while (true)
        {
            try
            {
                return await MailClient.GreetedAsync(EndPoint);
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }
}
