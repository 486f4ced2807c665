using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Server.Certificates;
using SmtpGen.Server.Transport;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests.Tls;

/// <summary>A transport and the socket at the client's end, with somebody who looks at the clock.</summary>
internal sealed class TransportPair : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly Timer _sweep;

    private TransportPair(Socket server, Socket client, ServerOptions options)
    {
        options.Tls.Certificate = _certificates.WritePem(TestCertificates.Create());
        Client = new NetworkStream(client, ownsSocket: true);
        Certificates = new CertificateSource(options.Tls, NullLogger.Instance);
        Transport = new ConnectionTransport(new SocketChannel(server), options, Certificates);
        _sweep = new Timer(_ => Transport.CheckClock(Environment.TickCount64), null, 10, 10);
    }

    public ConnectionTransport Transport { get; }

    public CertificateSource Certificates { get; }

    public NetworkStream Client { get; }

    public static async Task<TransportPair> ConnectAsync(ServerOptions? options = null)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken);
        return new TransportPair(await listener.AcceptAsync(TestContext.Current.CancellationToken), client, options ?? new ServerOptions());
    }

    public void Dispose()
    {
        _sweep.Dispose();
        Transport.Release();
        Client.Dispose();
        _certificates.Dispose();
    }
}
