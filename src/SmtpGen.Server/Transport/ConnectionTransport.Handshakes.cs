using SmtpGen.Server.Proxy;
using SmtpGen.Server.Telemetry;

namespace SmtpGen.Server.Transport;

// What comes before, or between, the words of a session: PROXY header and TLS.
internal sealed partial class ConnectionTransport
{
    /// <summary>Takes a PROXY header, and the addresses in it for the connection's own.</summary>
    /// <returns><see cref="ProxyStatus.Incomplete"/> when the client left before its end, or the time is up.</returns>
    public async ValueTask<ProxyStatus> ReadProxyHeaderAsync()
    {
        _clock.BeginHandshake(Environment.TickCount64);
        try
        {
            var (status, header) = await ProxyHeaderReader.ReadAsync(_plain).ConfigureAwait(false);
            _proxied = header;
            return status;
        }
        catch (Exception exception) when (PlainChannel.IsLoss(exception))
        {
            return ProxyStatus.Incomplete;
        }
        finally
        {
            _clock.EndHandshake();
        }
    }

    /// <inheritdoc/>
    public async ValueTask SecureAsync()
    {
        if (_certificates is null)
            throw new InvalidOperationException("There is no certificate; offer TLS only where CanSecure says so.");
        if (Security is not null)
            throw new InvalidOperationException("The connection is protected already.");

        // What came in plain text was at most this block; nothing of it is read again (CVE-2011-0411).
        ReleaseBlock();
        _clock.BeginHandshake(Environment.TickCount64);
        try
        {
            var certificate = await _certificates.GetAsync().ConfigureAwait(false);
            var turn = new HandshakeTurn(ClientNetwork.Of(RemoteEndPoint));
            _tls = await TlsChannel.AcceptAsync(_plain, certificate, turn).ConfigureAwait(false);
            _channel = _tls;
            Security = _tls.Describe(certificate);
            HandshakeMetrics.Succeed(Security);
        }
        catch (HandshakeException exception)
        {
            bool wasCut = _clock.IsCutDue(Environment.TickCount64);
            HandshakeMetrics.Fail(exception, wasCut);

            // In order, so that the client gets the alert that says why.
            await CloseAsync().ConfigureAwait(false);
            if (wasCut)
                throw new HandshakeException("it was not done in time", exception);
            throw;
        }
        finally
        {
            _clock.EndHandshake();
        }
    }
}
