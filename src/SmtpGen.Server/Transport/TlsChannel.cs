using System.Net.Security;
using System.Security.Authentication;
using SmtpGen.Runtime;
using SmtpGen.Server.Certificates;

namespace SmtpGen.Server.Transport;

/// <summary>Octets through TLS, over a plain channel.</summary>
internal sealed class TlsChannel : IChannel, IDisposable
{
    private readonly PlainChannel _plain;
    private readonly SslStream _stream;

    private TlsChannel(PlainChannel plain, PlainChannelStream network)
    {
        _plain = plain;
        _stream = new SslStream(network);
    }

    // Whether a record is whole is known only after waiting for it.
    public bool TriesFirst => false;

    public bool HasOctets
    {
        get
        {
            try
            {
                // Cancelled beforehand, it completes at once; decrypted octets are seen too.
                _stream.ReadAsync(Memory<byte>.Empty, new CancellationToken(true)).GetAwaiter().GetResult();
                return true;
            }
            catch (Exception exception) when (exception is OperationCanceledException || PlainChannel.IsLoss(exception))
            {
                return false;
            }
        }
    }

    /// <summary>Makes the server's end of a handshake, where and when it is the client's turn.</summary>
    /// <exception cref="HandshakeException">It failed.</exception>
    public static async ValueTask<TlsChannel> AcceptAsync(PlainChannel plain, ServerCertificate certificate, HandshakeTurn turn)
    {
        await turn;
        var network = new PlainChannelStream(plain, turn);
        var channel = new TlsChannel(plain, network);
        try
        {
            await channel._stream.AuthenticateAsServerAsync(certificate.Handshake).ConfigureAwait(false);
            network.EndHandshake();
            return channel;
        }
        catch (Exception exception)
        {
            // Whatever it was, this connection cannot be used any more.
            channel.Dispose();
            throw new HandshakeException(exception.GetBaseException().Message, exception);
        }
        finally
        {
            // A session that always finds something to receive would stay there.
            await HandshakeTurn.LeaveAsync();
        }
    }

    /// <summary>What the handshake agreed on.</summary>
    public TransportSecurity Describe(ServerCertificate certificate) => certificate.EndPoint is { } endPoint
        ? TlsSecurity.Of(_stream.SslProtocol, _stream.NegotiatedCipherSuite, endPoint)
        : TlsSecurity.Of(_stream);

    public ValueTask<int> WaitAsync() => _stream.ReadAsync(Memory<byte>.Empty);

    // The wait has decrypted something or seen the end, so this reads without waiting.
    public int TryReceive(Span<byte> into) => _stream.Read(into);

    public ValueTask SendAsync(ReadOnlyMemory<byte> octets) => _stream.WriteAsync(octets);

    public async ValueTask EndAsync()
    {
        try
        {
            // close_notify (RFC 8446 section 6.1).
            await _stream.ShutdownAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (PlainChannel.IsLoss(exception) || exception is AuthenticationException or InvalidOperationException)
        {
            // Nobody is there.
        }

        await _plain.EndAsync().ConfigureAwait(false);
    }

    public void Dispose() => _stream.Dispose();
}
