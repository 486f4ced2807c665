using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SmtpGen.Runtime;
using SmtpGen.Server.Certificates;
using SmtpGen.Server.Proxy;

namespace SmtpGen.Server.Transport;

/// <summary>
/// A connection over a socket. While it waits for the client it holds no buffer: the wait asks for no octets, and memory
/// is rented when there is something to read.
/// </summary>
internal sealed class SocketTransport : ITransport
{
    private const int BlockSize = 65536;
    private const long MostDrained = 1 << 20;

    private readonly PlainChannel _plain;
    private readonly ConnectionClock _clock;
    private readonly CertificateSource? _certificates;
    private IChannel _channel;
    private TlsChannel? _tls;
    private byte[] _block = [];
    private bool _isLost;

    // Has neither timer nor wait handle, so it needs no disposal; the clock's sweep may cancel it late.
    private volatile CancellationTokenSource _interrupt = new();

    /// <summary>A transport that owns the socket.</summary>
    /// <exception cref="SocketException">The connection is lost already.</exception>
    public SocketTransport(Socket socket, ServerOptions options, CertificateSource? certificates = null)
    {
        _clock = new ConnectionClock(options, Environment.TickCount64);
        _plain = new PlainChannel(socket, _clock);
        _channel = _plain;
        _certificates = certificates;
        RemoteEndPoint = socket.RemoteEndPoint;
        LocalEndPoint = socket.LocalEndPoint;
    }

    /// <inheritdoc/>
    public EndPoint? RemoteEndPoint { get; private set; }

    /// <inheritdoc/>
    public EndPoint? LocalEndPoint { get; private set; }

    /// <inheritdoc/>
    public TransportSecurity? Security { get; private set; }

    /// <summary>Whether octets wait to be read.</summary>
    public bool HasOctets => _channel.HasOctets;

    /// <summary>Takes a PROXY header, and the addresses in it for the connection's own.</summary>
    /// <returns><see cref="ProxyStatus.Incomplete"/> when the client left before its end, or the time is up.</returns>
    public async ValueTask<ProxyStatus> ReadProxyHeaderAsync()
    {
        _clock.BeginHandshake(Environment.TickCount64);
        try
        {
            var (status, header) = await ProxyHeaderReader.ReadAsync(_plain).ConfigureAwait(false);
            RemoteEndPoint = header.Source ?? RemoteEndPoint;
            LocalEndPoint = header.Destination ?? LocalEndPoint;
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
            throw new InvalidOperationException("There is no certificate; offer TLS only when ServerOptions.Tls.IsConfigured.");
        if (_tls is not null)
            throw new InvalidOperationException("The connection is protected already.");

        // What came in plain text was at most this block; nothing of it is read again (CVE-2011-0411).
        ReleaseBlock();
        _clock.BeginHandshake(Environment.TickCount64);
        try
        {
            var certificate = _certificates.Current;
            _tls = await TlsChannel.AcceptAsync(_plain, certificate).ConfigureAwait(false);
            _channel = _tls;
            Security = _tls.Describe(certificate);
        }
        catch (HandshakeException exception)
        {
            bool wasCut = _clock.IsCutDue(Environment.TickCount64);

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

    /// <inheritdoc/>
    public ValueTask<Received> ReceiveAsync(Wait wait)
    {
        ReleaseBlock();

        // Told once already; whoever asks again would otherwise ask for ever.
        if (_isLost)
            return ValueTask.FromException<Received>(new IOException("The connection was lost."));
        long now = Environment.TickCount64;
        _clock.BeginWait(wait, now);
        var due = _clock.Due(now);
        if (due != ServerEvent.None)
            return new(End(due));
        return _channel.TriesFirst && TryReceive(out var received) ? new(received) : WaitAsync();
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> octets) => _channel.SendAsync(octets);

    /// <summary>Ends what takes too long. May be called at any time, from any thread.</summary>
    public void CheckClock(long now)
    {
        if (_clock.IsCutDue(now))
            Abort();
        else if (_clock.Due(now) != ServerEvent.None)
            _interrupt.Cancel();
    }

    /// <summary>Ends the session at its next wait for a command, or the one under way. May be called from any thread.</summary>
    public void Stop()
    {
        _clock.Stop();
        CheckClock(Environment.TickCount64);
    }

    /// <summary>Cuts the connection. May be called at any time, from any thread.</summary>
    public void Abort() => _plain.Abort();

    /// <summary>
    /// Closes after the last reply. Closing a socket with unread octets resets the connection, which can destroy the reply
    /// on its way; so the client's octets are read, within limits, until it closes too.
    /// </summary>
    public async ValueTask CloseAsync()
    {
        _clock.BeginClose(Environment.TickCount64);
        ReleaseBlock();
        await _channel.EndAsync().ConfigureAwait(false);

        // Octets that nobody will look at need not be decrypted.
        _channel = _plain;
        _tls?.Dispose();
        for (long drained = 0; !_isLost && drained < MostDrained;)
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
        Abort();
        _tls?.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Received> WaitAsync()
    {
        while (true)
        {
            try
            {
                await _channel.WaitAsync(_interrupt.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                var due = _clock.Due(Environment.TickCount64);
                if (due != ServerEvent.None)
                    return End(due);

                // Meant for a wait that had just ended.
                _interrupt = new CancellationTokenSource();
                continue;
            }
            catch (Exception exception) when (PlainChannel.IsLoss(exception))
            {
                return Lose();
            }

            if (TryReceive(out var received))
                return received;
        }
    }

    private bool TryReceive(out Received received)
    {
        received = default;
        _block = ArrayPool<byte>.Shared.Rent(BlockSize);
        int count = Receive();
        if (count == PlainChannel.NothingYet)
        {
            ReleaseBlock();
            return false;
        }

        if (count == 0)
        {
            received = Lose();
            return true;
        }

        _clock.EndWait(Environment.TickCount64);
        received = new Received(_block.AsMemory(0, count));
        return true;
    }

    private int Receive()
    {
        try
        {
            return _channel.TryReceive(_block);
        }
        catch (Exception exception) when (PlainChannel.IsLoss(exception))
        {
            return 0;
        }
    }

    private Received End(ServerEvent what)
    {
        _clock.EndWait(Environment.TickCount64);
        return new Received(default, what);
    }

    private Received Lose()
    {
        _isLost = true;
        ReleaseBlock();
        return End(ServerEvent.None);
    }

    private void ReleaseBlock()
    {
        if (_block.Length > 0)
            ArrayPool<byte>.Shared.Return(_block);
        _block = [];
    }
}
