using System.Net;
using Microsoft.Extensions.Logging;
using SmtpGen.Runtime;
using SmtpGen.Server.Certificates;
using SmtpGen.Server.Logging;
using SmtpGen.Server.Proxy;
using SmtpGen.Server.Telemetry;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Connections;

/// <summary>Takes every connection from its acceptance to its end: PROXY header, admission, TLS, session.</summary>
/// <param name="options">How connections begin, and their limits.</param>
/// <param name="sessions">Makes the sessions.</param>
/// <param name="connections">Where open connections are kept.</param>
/// <param name="certificates">The certificate; null where there is none.</param>
/// <param name="threads">Where sessions are made and handlers called that may block; null where none does.</param>
/// <param name="logger">Where sessions and failures are told.</param>
/// <param name="accepting">Cancelled when the server stops.</param>
/// <param name="handling">Cancelled when handlers must stop.</param>
internal sealed partial class ConnectionRunner(
    ServerOptions options,
    ISessionFactory sessions,
    ConnectionTable connections,
    ICertificateSource? certificates,
    HandlerThreads? threads,
    ILogger logger,
    CancellationToken accepting,
    CancellationToken handling)
{
    private static readonly SendOrPostCallback s_begin = static admitted => ((Admitted)admitted!).Begin();

    private readonly NetworkList _trustedProxies = NetworkList.Parse(options.TrustedProxies);

    /// <summary>Takes a connection; its work goes on after the call returns.</summary>
    public void Accept(PlainChannel channel, ListenAddress address)
    {
        var transport = new ConnectionTransport(channel, options, certificates);
        var admission = Admit(transport, address.IsProxied);
        if (admission != Admission.Dropped)
            transport.Start(s_begin, new Admitted(this, transport, address.IsTls, admission));
    }

    /// <summary>Takes a connection that another server has accepted, to its end.</summary>
    public async Task ServeAsync(PipeConnection connection)
    {
        if (accepting.IsCancellationRequested)
        {
            ConnectionMetrics.Refuse(ConnectionMetrics.Stopping);
            connection.Abort?.Invoke();
            return;
        }

        var handshakes = connection.Tls is { } tls ? new GivenCertificate(tls) : certificates;
        var transport = new ConnectionTransport(new PipeChannel(connection), options, handshakes, connection.Security);
        var admission = Admit(transport, connection.IsProxied);
        if (admission == Admission.Dropped)
            return;
        var stop = connection.Stopping.UnsafeRegister(static transport => ((ConnectionTransport)transport!).Stop(), transport);
        await using (stop.ConfigureAwait(false))
            await RunAsync(transport, connection.IsTls, admission).ConfigureAwait(false);
        _ = LastOctets.WatchAsync(connection, options);
    }

    private Admission Admit(ConnectionTransport transport, bool isProxied)
    {
        transport.Admits = client => Moves(transport, client);
        var admission = isProxied ? AdmitProxy(transport) : Admit(transport);
        if (admission == Admission.Dropped)
            transport.Release();
        return admission;
    }

    private Admission AdmitProxy(ConnectionTransport transport)
    {
        if (!_trustedProxies.Contains((transport.RemoteEndPoint as IPEndPoint)?.Address))
        {
            Close(transport, ConnectionMetrics.NotTrusted, "it is not one of the TrustedProxies");
            return Admission.Dropped;
        }

        var admission = connections.AddWaiting(transport);
        if (admission == Admission.Dropped)
            Close(transport, ConnectionMetrics.TooManyWait, "too many connections wait for their PROXY header");
        return admission;
    }

    private Admission Admit(ConnectionTransport transport)
    {
        var admission = connections.Admit(transport);
        if (admission != Admission.Served)
            Refuse(transport.RemoteEndPoint, ServerEvent.TooManyConnections, admission == Admission.Dropped && accepting.IsCancellationRequested);
        return admission;
    }

    private bool Moves(ConnectionTransport transport, EndPoint client)
    {
        if (!connections.TryMove(transport, client))
        {
            Refuse(client, ServerEvent.TooManyConnections);
            return false;
        }

        logger.ActsFor(transport.RemoteEndPoint, client);
        return true;
    }

    private async Task RunAsync(ConnectionTransport transport, bool isTls, Admission admission)
    {
        try
        {
            if (admission == Admission.Waiting)
                admission = await ReadProxyHeaderAsync(transport).ConfigureAwait(false);
            if (admission == Admission.Dropped)
                return;
            if (isTls)
                await transport.SecureAsync().ConfigureAwait(false);
            logger.SessionBegins(transport.RemoteEndPoint);
            await ConverseAsync(transport, admission).ConfigureAwait(false);
            await transport.CloseAsync().ConfigureAwait(false);
            logger.SessionEnded(transport.Client);
        }
        catch (HandshakeException exception)
        {
            logger.Closed(transport.RemoteEndPoint, exception.Message);
        }
        catch (IOException exception)
        {
            logger.SessionBrokeOff(transport.Client, exception.Message);
        }
        catch (Exception exception)
        {
            // One session's failure must not reach the others.
            logger.SessionFailed(transport.Client, exception);
        }
        finally
        {
            transport.Release();
            connections.Remove(transport);
        }
    }

    private async ValueTask<Admission> ReadProxyHeaderAsync(ConnectionTransport transport)
    {
        var status = await transport.ReadProxyHeaderAsync().ConfigureAwait(false);
        if (status == ProxyStatus.Complete)
            return Admit(transport);
        if (status == ProxyStatus.Malformed)
            Close(transport, ConnectionMetrics.BadHeader, "its PROXY header is malformed");
        else
            Close(transport, ConnectionMetrics.NoHeader, "it did not send a PROXY header in time");
        return Admission.Dropped;
    }

    private void Refuse(EndPoint? client, ServerEvent why, bool isStopping = false)
    {
        logger.Refused(client, why.ToString());
        string reason = why == ServerEvent.TalksFirst ? ConnectionMetrics.TalksFirst : ConnectionMetrics.TooMany;
        ConnectionMetrics.Refuse(isStopping ? ConnectionMetrics.Stopping : reason);
    }

    private void Close(ConnectionTransport transport, string reason, string why)
    {
        logger.Closed(transport.RemoteEndPoint, why);
        ConnectionMetrics.Refuse(reason);
    }

    private sealed class Admitted(ConnectionRunner runner, ConnectionTransport transport, bool isTls, Admission admission)
    {
        public void Begin() => _ = runner.RunAsync(transport, isTls, admission);
    }
}
