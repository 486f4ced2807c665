using System.Net.Security;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>
/// Sends messages to one server over one connection: greeted, encrypted and authenticated when <see cref="ConnectAsync"/> returns.
/// What the server lists is used. One caller at a time.
/// </summary>
public sealed class MailSender : IAsyncDisposable
{
    private readonly MailSession _session;
    private readonly MailSenderOptions _options;
    private Exception? _end;
    private bool _isDisposed;

    private MailSender(MailSession session, MailSenderOptions options) => (_session, _options) = (session, options);

    /// <summary>What the server lists.</summary>
    public ServerCapabilities Capabilities => _session.Client.Capabilities;

    /// <summary>Name of the session's state: <c>Idle</c> between messages.</summary>
    public string State => _session.State;

    /// <summary>Whether another message can be sent: nothing has ended the session.</summary>
    public bool IsOpen => !_isDisposed && _end is null && !_session.Client.IsClosed;

    /// <summary>Connects to a server, greets it, encrypts the connection and authenticates, as the options say.</summary>
    /// <param name="options">Which server, and how.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="MailSendException">It does not come about; the message says why and what would help.</exception>
    /// <exception cref="ArgumentException">The options hold a name that no command can carry.</exception>
    public static async ValueTask<MailSender> ConnectAsync(MailSenderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var connection = await Connection.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        string clientName = options.ClientName ?? ClientNames.Of(connection.LocalAddress);
        var sender = new MailSender(MailSession.Over(connection.Stream, Connection.Name(options), options), options);
        try
        {
            await sender.RunAsync(() => SessionOpening.OpenAsync(sender._session, options, clientName, cancellationToken)).ConfigureAwait(false);
            return sender;
        }
        catch
        {
            await sender.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a message.</summary>
    /// <param name="envelope">From whom it comes and to whom it goes.</param>
    /// <param name="content">Header fields and body. Every line end becomes CRLF, except in content that holds NULs, which is sent as it is.</param>
    /// <param name="cancellationToken">Cancels the wait; the session is over then.</param>
    /// <returns>What became of each recipient. At least one gets the message.</returns>
    /// <exception cref="MailSendException">Nobody gets it. <see cref="IsOpen"/> says whether the session goes on.</exception>
    /// <exception cref="ArgumentException">The envelope names no recipient, or a sender that no command can carry.</exception>
    /// <exception cref="InvalidOperationException">The session is over.</exception>
    public async ValueTask<MailSendResult> SendAsync(
        MailEnvelope envelope, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        await using var read = await MailContent.OfAsync(content, cancellationToken).ConfigureAwait(false);
        return await SendAsync(envelope, read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a message.</summary>
    /// <param name="envelope">From whom it comes and to whom it goes.</param>
    /// <param name="content">
    /// As octets in memory, from the stream's position to its end; read twice, so that what cannot seek is kept in a temporary
    /// file meanwhile. It is not disposed.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait; the session is over then.</param>
    /// <inheritdoc cref="SendAsync(MailEnvelope, ReadOnlyMemory{byte}, CancellationToken)"/>
    public async ValueTask<MailSendResult> SendAsync(MailEnvelope envelope, Stream content, CancellationToken cancellationToken = default)
    {
        await using var read = await MailContent.OfAsync(content, cancellationToken).ConfigureAwait(false);
        return await SendAsync(envelope, read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Says good-bye. To be called before the sender is disposed; without it the connection just ends. How the server takes it
    /// changes nothing, so that no answer is a failure.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask QuitAsync(CancellationToken cancellationToken = default)
    {
        if (!IsOpen)
            return;
        try
        {
            await RunAsync(async () =>
            {
                _session.Commands.Quit();
                await _session.ReadAsync(cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (MailSendException)
        {
            // Many servers close at once.
        }
    }

    /// <summary>Ends the connection.</summary>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return _session.DisposeAsync();
    }

    private async ValueTask<MailSendResult> SendAsync(MailEnvelope envelope, MailContent content, CancellationToken cancellationToken)
    {
        if (envelope.Recipients.Count == 0)
            throw new ArgumentException("an envelope names at least one recipient", nameof(envelope));
        if (!IsOpen)
            throw new InvalidOperationException($"The session with {_session.Server} is over; connect again.{(_end is null ? "" : " " + _end.Message)}", _end);
        var server = new ServerOffer(_options.Host, Capabilities, _session.Client.Stream is SslStream);
        var plan = TransactionPlan.Of(server, _options, envelope, content);
        MailSendResult? result = null;
        await RunAsync(async () => result = await new MailTransaction(_session, envelope, content, plan).RunAsync(cancellationToken).ConfigureAwait(false))
            .ConfigureAwait(false);
        return result!;
    }

    // Between commands in the state Idle the session goes on; after any other exception nobody knows what the server thinks.
    private async ValueTask RunAsync(Func<ValueTask> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var explained = _session.Explain(exception) ?? exception;
            bool goesOn = explained is ArgumentException or MailSendException { Failure: MailSendFailure.Refused or MailSendFailure.Unsupported };
            if (!goesOn || _session.State != nameof(SmtpState.Idle) || _session.Client.RepliesDue > 0)
                _end = explained;
            if (ReferenceEquals(explained, exception))
                throw;
            throw explained;
        }
    }
}
