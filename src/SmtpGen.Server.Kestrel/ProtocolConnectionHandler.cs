using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using SmtpGen.Runtime;
using SmtpGen.Server.Certificates;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Server.Kestrel;

/// <summary>Hands Kestrel's connections to a server.</summary>
internal sealed class ProtocolConnectionHandler(ProtocolServer server, ProtocolConnectionOptions options) : ConnectionHandler
{
    public override Task OnConnectedAsync(ConnectionContext connection) => server.ServeAsync(new PipeConnection(connection.Transport)
    {
        RemoteEndPoint = Plain(connection.RemoteEndPoint),
        LocalEndPoint = Plain(connection.LocalEndPoint),
        Security = SecurityOf(connection),
        IsTls = options.IsTls,
        IsProxied = options.IsProxied,
        Tls = options.Tls,
        Abort = connection.Abort,
        Closed = connection.ConnectionClosed,
        Stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default,
        Socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket,
    });

    // Where Kestrel listens on all addresses, those of IPv4 are written as IPv6.
    private static EndPoint? Plain(EndPoint? endPoint) =>
        endPoint is IPEndPoint { Address: { IsIPv4MappedToIPv6: true } address, Port: var port } ? new IPEndPoint(address.MapToIPv4(), port) : endPoint;

    private static TransportSecurity? SecurityOf(ConnectionContext connection)
    {
        if (connection.Features.Get<ISslStreamFeature>() is { SslStream: var stream })
            return TlsSecurity.Of(stream);
        return connection.Features.Get<ITlsHandshakeFeature>() is { } handshake
            ? TlsSecurity.Of(handshake.Protocol, handshake.NegotiatedCipherSuite, default)
            : null;
    }
}
