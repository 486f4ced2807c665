using System.Net.Security;

namespace SmtpGen.Runtime.Client;

/// <summary>
/// A client over a stream. Generated clients add a method for each command, which sends it and reads its reply. To pipeline,
/// write several commands with the machine, <see cref="SendPendingAsync"/>, and read each reply with <see cref="ReadReplyAsync"/>.
/// It is not made for use by several threads at once.
/// </summary>
public abstract partial class ProtocolClient : IAsyncDisposable
{
    private readonly ClientMachine _machine;
    private readonly ClientOptions _options;
    private readonly Deadline _deadline;
    private readonly byte[] _buffer = new byte[4096];
    private ReadOnlyMemory<byte> _input;
    private int _repliesAwaited;

    /// <summary>A session over a connection; <see cref="DisposeAsync"/> closes it.</summary>
    protected ProtocolClient(ClientMachine machine, Stream stream, ClientOptions? options)
    {
        _machine = machine;
        _options = options ?? new ClientOptions();
        _deadline = new Deadline(_options.TimeProvider);
        _machine.Transcript = _options.Transcript;
        Stream = stream;
    }

    /// <summary>What the server has listed; nothing before it has, and nothing after STARTTLS.</summary>
    public ServerCapabilities Capabilities => _machine.ListedExtensions;

    /// <summary>
    /// Whether the session is over: a reply has ended it, a wait was cancelled or took too long, the connection failed, the server did what
    /// the protocol does not allow, or the client is disposed. Every method but those of commands that leave throws
    /// <see cref="SessionEndedException"/> then.
    /// </summary>
    public bool IsClosed => _machine.IsClosed;

    /// <summary>How many replies of commands that were written are not read.</summary>
    public int RepliesDue => _machine.RepliesDue;

    /// <summary>The connection, with TLS as its last layer where there is TLS.</summary>
    public Stream Stream { get; private set; }

    /// <summary>Sends everything that was written.</summary>
    /// <exception cref="ProtocolViolationException">The server answered before it was asked.</exception>
    /// <exception cref="TimeoutException">The server did not take it in time.</exception>
    /// <exception cref="IOException">The connection failed.</exception>
    public async ValueTask SendPendingAsync(CancellationToken cancellationToken = default)
    {
        if (_machine.PendingOutput.Length == 0)
            return;
        // Each reply would be taken for the answer to the command after its own from now on.
        if (_repliesAwaited == 0 && !_input.IsEmpty && !_machine.HasUnsolicited && !_machine.IsBodyComing)
            throw Ended(new ProtocolViolationException($"The server sent {ProtocolViolationException.Quote(_input.Span)} before it was asked anything."));
        var wait = _options.BlockTimeout ?? _machine.Table.BlockWait;
        await WithinAsync(wait, "take what was sent", SendAsync, cancellationToken).ConfigureAwait(false);
        _machine.PendingOutput.Clear();
        _repliesAwaited = _machine.RepliesDue;
    }

    /// <summary>Sends what was written and reads the reply to the oldest command that has none yet.</summary>
    /// <exception cref="ProtocolViolationException">The server sent no reply, or none that may come now.</exception>
    /// <exception cref="TimeoutException">The server sent nothing in time.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    /// <exception cref="SessionEndedException">The session is over.</exception>
    public async ValueTask<ClientReply> ReadReplyAsync(CancellationToken cancellationToken = default)
    {
        await SendPendingAsync(cancellationToken).ConfigureAwait(false);
        var wait = _machine.IsBodyDue
            ? _options.BodyTimeout ?? _machine.Table.BodyWait
            : _options.ReplyTimeout ?? _machine.Table.ReplyWait;
        while (true)
        {
            if (Advance() is { } reply)
            {
                _repliesAwaited = Math.Max(0, _repliesAwaited - 1);
                return reply;
            }

            string command = _machine.NextDue;
            string said = _machine.LastBefore is { Length: > 0 } before ? $" It said \"{before}\" before." : "";
            await FillAsync(wait, $"answer {command}", $"instead of answering {command}.{said}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the next reply that nobody asked for; one that came between others is there already.</summary>
    /// <param name="cancellationToken">Stops waiting; the session is over then.</param>
    /// <exception cref="InvalidOperationException">A reply is due that is asked for, or the protocol has none that is not.</exception>
    /// <exception cref="ProtocolViolationException">The server sent no reply, or none that may come now.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public async ValueTask<ClientReply> ReadUnsolicitedAsync(CancellationToken cancellationToken = default)
    {
        await SendPendingAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (Advance(isAsked: false) is { } reply)
                return reply;
            await FillAsync(Timeout.InfiniteTimeSpan, "say anything", "without a word.", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Encrypts the connection where the last reply has asked for it.</summary>
    /// <exception cref="ProtocolViolationException">The server sent more in plain text.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">There was no agreement, or the certificate is wrong.</exception>
    public async ValueTask BeginTlsAsync(SslClientAuthenticationOptions tls, CancellationToken cancellationToken = default)
    {
        if (!_machine.IsSecuring)
            throw new InvalidOperationException("The server has not agreed to TLS.");

        // What came after the reply was not protected and may be an attacker's: RFC 3207 section 6.
        if (!_input.IsEmpty)
        {
            throw Ended(new ProtocolViolationException(
                $"The server sent {ProtocolViolationException.Quote(_input.Span)} in plain text after its answer; TLS was expected."));
        }

        var secured = new SslStream(Stream, leaveInnerStreamOpen: false);
        Stream = secured;
        await WithinAsync(
            _options.ReplyTimeout ?? _machine.Table.ReplyWait, "complete the TLS handshake", HandshakeAsync, cancellationToken).ConfigureAwait(false);
        _machine.EndSecuring(secured.SslProtocol.ToString());

        async ValueTask<bool> HandshakeAsync(CancellationToken token)
        {
            await secured.AuthenticateAsClientAsync(tls, token).ConfigureAwait(false);
            return true;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _machine.EndSession("The client is disposed.");
        _deadline.Dispose();
        await Stream.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
