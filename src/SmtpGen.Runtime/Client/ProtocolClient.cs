using System.Buffers;
using System.Net.Security;
using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime.Client;

/// <summary>
/// A client over a stream. Generated clients add a method for each command, which sends it and reads its reply. To pipeline,
/// write several commands with the machine, <see cref="SendPendingAsync"/>, and read each reply with <see cref="ReadReplyAsync"/>.
/// It is not made for use by several threads at once.
/// </summary>
public abstract class ProtocolClient : IAsyncDisposable
{
    private const int BlockLength = 32768;

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

    /// <summary>Reads the body that follows the last reply, such as a message that was asked for, without the dots that were put before its own.</summary>
    /// <param name="destination">Where its octets are written; lines end in CRLF.</param>
    /// <param name="cancellationToken">Stops reading; the session is over then.</param>
    /// <exception cref="InvalidOperationException">No body follows the last reply.</exception>
    /// <exception cref="TimeoutException">The server did not go on in time.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public async ValueTask CopyBodyToAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            while (true)
            {
                bool isEnd = AdvanceBody(block, out int written);
                await WritePartAsync(destination, block.AsMemory(0, written), cancellationToken).ConfigureAwait(false);
                if (isEnd)
                    return;
                if (written == 0)
                    await FillAsync(_options.BlockTimeout ?? _machine.Table.BlockWait, "go on with the body", "inside a body.", cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Reads the body that follows the last reply into memory, without the dots that were put before its own.</summary>
    /// <param name="cancellationToken">Stops reading; the session is over then.</param>
    /// <returns>Its octets; lines end in CRLF.</returns>
    /// <exception cref="InvalidOperationException">No body follows the last reply.</exception>
    /// <exception cref="TimeoutException">The server did not go on in time.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public async ValueTask<byte[]> ReadBodyAsync(CancellationToken cancellationToken = default)
    {
        using var body = new MemoryStream();
        await CopyBodyToAsync(body, cancellationToken).ConfigureAwait(false);
        return body.ToArray();
    }

    /// <summary>Sends the body that the last reply has asked for, dot-stuffed; its replies are due then.</summary>
    /// <param name="body">Its octets; lines end in CRLF.</param>
    /// <param name="cancellationToken">Stops sending; the session is over then.</param>
    /// <exception cref="InvalidOperationException">No body was asked for.</exception>
    /// <exception cref="SessionEndedException">The session is over.</exception>
    public async ValueTask SendBodyAsync(Stream body, CancellationToken cancellationToken = default)
    {
        int action = _machine.BeginBody();
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength);
        long length = 0;
        try
        {
            while (await ReadPartAsync(body, block, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                _machine.WriteBody(block.AsSpan(0, read));
                await SendPendingAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        _machine.EndBody(action, length);
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
        _machine.EndSession("the client is disposed.");
        _deadline.Dispose();
        await Stream.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends what was written and reads its reply.</summary>
    protected async ValueTask<ClientReply<TReply>> CompleteAsync<TReply>(CancellationToken cancellationToken)
        where TReply : struct, Enum
    {
        RequireOneAction();
        return Typed<TReply>(await ReadReplyAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sends what was written, reads its reply, and encrypts the connection where the reply says so.</summary>
    protected async ValueTask<ClientReply<TReply>> CompleteAsync<TReply>(SslClientAuthenticationOptions tls, CancellationToken cancellationToken)
        where TReply : struct, Enum
    {
        var reply = await CompleteAsync<TReply>(cancellationToken).ConfigureAwait(false);
        if (reply.IsPositive)
            await BeginTlsAsync(tls, cancellationToken).ConfigureAwait(false);
        return reply;
    }

    /// <summary>Sends what was written and reads all replies to it: one for each success of a command.</summary>
    protected async ValueTask<IReadOnlyList<ClientReply<TReply>>> CompleteAllAsync<TReply>(CancellationToken cancellationToken)
        where TReply : struct, Enum
    {
        RequireOneAction();
        await SendPendingAsync(cancellationToken).ConfigureAwait(false);
        var replies = new List<ClientReply<TReply>>();
        while (_machine.RepliesDue > 0)
            replies.Add(Typed<TReply>(await ReadReplyAsync(cancellationToken).ConfigureAwait(false)));
        return replies;
    }

    /// <summary>
    /// Sends a command that ends the session and reads its reply. A session that cannot be ended so is over afterwards all the same, and
    /// nothing is thrown for it: the reply is one that was not received then.
    /// </summary>
    /// <param name="write">Writes the command.</param>
    /// <param name="command">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    protected async ValueTask<ClientReply<TReply>> LeaveAsync<TReply>(Action write, string command, CancellationToken cancellationToken)
        where TReply : struct, Enum
    {
        ClientReply<TReply>? reply = null;
        await LeaveAsync(
            write, async () => reply = await CompleteAsync<TReply>(cancellationToken).ConfigureAwait(false), command).ConfigureAwait(false);
        return reply ?? Typed<TReply>(_machine.NoReply(command));
    }

    /// <summary>Sends a command that ends the session without a reply; nothing is thrown where it cannot be sent.</summary>
    /// <param name="write">Writes the command.</param>
    /// <param name="command">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    protected ValueTask LeaveAsync(Action write, string command, CancellationToken cancellationToken) =>
        LeaveAsync(write, () => SendPendingAsync(cancellationToken), command);

    // Whoever leaves in a finally block wants to know what was thrown before.
    private async ValueTask LeaveAsync(Action write, Func<ValueTask> send, string command)
    {
        if (IsClosed)
            return;
        try
        {
            write();
            await send().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception
            is InvalidOperationException or IOException or TimeoutException or OperationCanceledException or ProtocolClientException)
        {
            _machine.EndSession($"{command} could not be sent: {exception.Message}", exception);
        }
    }

    private static ClientReply<TReply> Typed<TReply>(ClientReply reply)
        where TReply : struct, Enum
    {
        ushort kind = reply.Declared < 0 ? ClientTable.None : (ushort)reply.Declared;
        if (Unsafe.SizeOf<TReply>() == sizeof(ushort))
            return new ClientReply<TReply>(reply, Unsafe.As<ushort, TReply>(ref kind));
        // What stands for none has all bits set in an enum of one octet, too.
        byte octet = (byte)kind;
        return new ClientReply<TReply>(reply, Unsafe.As<byte, TReply>(ref octet));
    }

    // Or its reply would be taken for that of another.
    private void RequireOneAction()
    {
        if (_machine.ActionsDue > 1)
        {
            string unread = $"The replies to {_machine.ActionsDue - 1} commands before it are not read; read them with {nameof(ReadReplyAsync)} first.";
            throw new InvalidOperationException(unread);
        }
    }

    private ClientReply? Advance(bool isAsked = true)
    {
        var input = _input.Span;
        try
        {
            var reply = isAsked ? _machine.Read(ref input) : _machine.ReadUnsolicited(ref input);
            _input = _input[^input.Length..];
            return reply;
        }
        catch (ProtocolViolationException exception)
        {
            Ended(exception);
            throw;
        }
    }

    private bool AdvanceBody(byte[] block, out int written)
    {
        var input = _input.Span;
        try
        {
            bool isEnd = _machine.ReadBody(ref input, block, out written);
            _input = _input[^input.Length..];
            return isEnd;
        }
        catch (ProtocolViolationException exception)
        {
            Ended(exception);
            throw;
        }
    }

    private async ValueTask FillAsync(TimeSpan wait, string what, string insteadOf, CancellationToken cancellationToken)
    {
        int received = await WithinAsync(wait, what, ReceiveAsync, cancellationToken).ConfigureAwait(false);
        if (received == 0)
            throw Ended(new EndOfStreamException($"The server closed the connection {insteadOf}"));
        _input = _buffer.AsMemory(0, received);
    }

    // Whatever fails here, nobody knows how much the server has heard, or said.
    private async ValueTask<T> WithinAsync<T>(TimeSpan wait, string what, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _deadline.WithinAsync(wait, what, work, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            _machine.EndSession($"the wait for the server to {what} was cancelled.", exception);
            throw;
        }
        catch (Exception exception)
        {
            Ended(exception);
            throw;
        }
    }

    private async ValueTask<int> ReadPartAsync(Stream body, byte[] block, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(block, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _machine.EndSession($"a body was not sent to its end: {exception.Message}", exception);
            throw;
        }
    }

    private async ValueTask WritePartAsync(Stream destination, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        try
        {
            await destination.WriteAsync(part, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _machine.EndSession($"a body was not read to its end: {exception.Message}", exception);
            throw;
        }
    }

    private T Ended<T>(T exception)
        where T : Exception
    {
        _machine.EndSession(exception.Message, exception);
        return exception;
    }

    private async ValueTask<bool> SendAsync(CancellationToken cancellationToken)
    {
        await Stream.WriteAsync(_machine.PendingOutput.Written, cancellationToken).ConfigureAwait(false);
        await Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private ValueTask<int> ReceiveAsync(CancellationToken cancellationToken) => Stream.ReadAsync(_buffer, cancellationToken);
}
