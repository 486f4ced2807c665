using System.Net;
using System.Runtime.CompilerServices;
using SmtpGen.Runtime;
using SmtpGen.Server.Certificates;
using SmtpGen.Server.Proxy;

namespace SmtpGen.Server.Transport;

/// <summary>
/// A connection, whatever carries its octets. While it waits for the client it holds no buffer: the wait asks for no octets, and
/// memory is rented when there is something to read.
/// </summary>
internal sealed partial class ConnectionTransport : ITransport
{
    private const long MostDrained = 1 << 20;

    private readonly PlainChannel _plain;
    private readonly ConnectionClock _clock;
    private readonly ICertificateSource? _certificates;
    private IChannel _channel;
    private TlsChannel? _tls;
    private EndPoint? _namedClient;
    private ProxyHeader _proxied;

    /// <summary>A transport that owns a channel.</summary>
    /// <param name="channel">The connection's octets.</param>
    /// <param name="options">The deadlines.</param>
    /// <param name="certificates">The certificate; null where there is none.</param>
    /// <param name="security">The TLS that was taken off before the channel; null where its octets are the network's.</param>
    public ConnectionTransport(PlainChannel channel, ServerOptions options, ICertificateSource? certificates = null, TransportSecurity? security = null)
    {
        _clock = new ConnectionClock(options, Environment.TickCount64);
        channel.Clock = _clock;
        _plain = channel;
        _channel = channel;
        _certificates = certificates;
        Security = security;
    }

    /// <inheritdoc/>
    public EndPoint? RemoteEndPoint => _proxied.Source ?? _plain.RemoteEndPoint;

    /// <summary>The client that the connection is for, as far as it is known: the one that a proxy named, or else the other end.</summary>
    public EndPoint? Client => _namedClient ?? RemoteEndPoint;

    /// <summary>Asked whether another client may have the connection, and told that it has.</summary>
    public Func<EndPoint, bool> Admits { get; set; } = _ => true;

    /// <inheritdoc/>
    public EndPoint? LocalEndPoint => _proxied.Destination ?? _plain.LocalEndPoint;

    /// <inheritdoc/>
    public TransportSecurity? Security { get; private set; }

    /// <inheritdoc/>
    public bool CanSecure => _certificates is not null || Security is not null;

    /// <inheritdoc/>
    public bool IsStopping => _clock.IsStopping;

    /// <summary>Whether the session waits for its client, to send or to read something, and not for its handler.</summary>
    public bool IsClientDue => _clock.IsClientDue;

    /// <summary>Whether the other end has closed or broken the connection.</summary>
    public bool IsLost => _isLost;

    /// <summary>Whether <see cref="Abort"/> was called.</summary>
    public bool WasCut { get; private set; }

    /// <summary>Whether octets wait to be read.</summary>
    public bool HasOctets => _channel.HasOctets;

    /// <inheritdoc/>
    public bool HasClientLeft => _plain.HasEnded;

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> octets) => _channel.SendAsync(octets);

    /// <inheritdoc/>
    public bool TryActFor(EndPoint? client)
    {
        // One that is not known counts as the one before.
        if (client is not null && !Admits(client))
            return false;
        _namedClient = client;
        return true;
    }

    /// <summary>Ends what takes too long. May be called at any time, from any thread.</summary>
    public void CheckClock(long now)
    {
        if (_clock.IsCutDue(now))
            Abort();
        else if (_clock.Due(now) != ServerEvent.None)
            _plain.Interrupt();
    }

    /// <summary>Ends the session at its next wait for a command, or the one under way. May be called from any thread.</summary>
    public void Stop()
    {
        _clock.Stop();
        CheckClock(Environment.TickCount64);
    }

    /// <summary>Runs what begins with the connection, where it may stay.</summary>
    public void Start(SendOrPostCallback begin, object state) => _plain.Start(begin, state);

    /// <summary>Cuts the connection. May be called at any time, from any thread.</summary>
    public void Abort()
    {
        WasCut = true;
        _plain.Abort();
    }

    /// <summary>
    /// Closes after the last reply. Closing a connection with unread octets resets it, which can destroy the reply on its way; so
    /// the client's octets are read, within limits, until it closes too.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CloseAsync()
    {
        _clock.BeginClose(Environment.TickCount64);
        ReleaseBlock();
        await _channel.EndAsync().ConfigureAwait(false);

        // Octets that nobody will look at need not be decrypted.
        _channel = _plain;
        _tls?.Dispose();
        // A client that is told of a stop may have sent all of its next message already.
        for (long drained = 0; _plain.ReceivesAfterEnd && !_isLost && (IsStopping || drained < MostDrained);)
        {
            var received = await ReceiveAsync(default).ConfigureAwait(false);
            if (received.Octets.IsEmpty)
                break;
            drained += received.Octets.Length;
        }

        ReleaseBlock();
        _plain.Close();
    }

    /// <summary>Gives back what a session that broke off still held.</summary>
    public void Release()
    {
        ReleaseBlock();
        _plain.Abort();
        _plain.Close();
        _tls?.Dispose();
    }
}
