using System.Net.Security;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>
/// Sends messages to one server over one connection, by SMTP (RFC 5321) or LMTP (RFC 2033): greeted, encrypted and authenticated when
/// <see cref="ConnectAsync"/> returns. What the server lists is used. One caller at a time. Code that is to be tested without a server
/// takes an <see cref="IMailSender"/>.
/// </summary>
public sealed class MailSender : IMailSender
{
    private readonly MailSession _session;
    private readonly MailSenderOptions _options;
    private Exception? _end;
    private bool _isDisposed;

    private MailSender(MailSession session, MailSenderOptions options) => (_session, _options) = (session, options);

    /// <summary>The extensions that the server lists (RFC 5321 section 4.1.1.1), after STARTTLS those that it lists under TLS (RFC 3207 section 4.2).</summary>
    public ServerCapabilities Capabilities => _session.Client.Capabilities;

    /// <summary>
    /// Name of the session's state: <c>Idle</c> between messages, else one of those in <see cref="SmtpState"/> and those that only a client
    /// has, for messages to people.
    /// </summary>
    public string State => _session.State;

    /// <inheritdoc/>
    public bool IsOpen => !_isDisposed && _end is null && !_session.Client.IsClosed;

    /// <summary>Connects to a server, greets it, encrypts the connection and authenticates, as the options say.</summary>
    /// <param name="options">Which server, and how.</param>
    /// <param name="cancellationToken">Cancels the work; the connection is closed then.</param>
    /// <returns>A sender whose session is between messages.</returns>
    /// <exception cref="MailSendException">It does not come about; the message says why and what would help.</exception>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    /// <exception cref="ArgumentException">The options hold a name that no command can carry (RFC 5321 section 4.1.1.1).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port or the time to connect is out of range.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
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

    /// <inheritdoc/>
    public async ValueTask<MailSendResult> SendAsync(
        MailEnvelope envelope, Stream content, IProgress<MailSendProgress>? progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(content);
        if (envelope.Recipients.Count == 0)
            throw new ArgumentException("an envelope names at least one recipient", nameof(envelope));
        if (!IsOpen)
            throw Ended();
        await using var read = await MailContent.OfAsync(content, cancellationToken).ConfigureAwait(false);
        var server = new ServerOffer(_options.Host, Capabilities, _session.Client.Stream is SslStream);
        var plan = TransactionPlan.Of(server, _options, envelope, read);
        var transaction = new MailTransaction(_session, envelope, new ContentSender(_session, read, plan, progress), plan);
        MailSendResult? result = null;
        await RunAsync(async () => result = await transaction.RunAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return result!;
    }

    /// <inheritdoc/>
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
        catch (Exception exception) when (exception is ProtocolClientException or OperationCanceledException or ObjectDisposedException)
        {
            // Many servers close at once, and whoever says good-bye in a finally block wants to know what was thrown before.
        }
    }

    /// <summary>Ends the connection, without a good-bye; messages that were answered are not affected. Never throws for what the server does.</summary>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return _session.DisposeAsync();
    }

    private SessionEndedException Ended()
    {
        string why = _end is { } end ? $" {end.Message}" : _isDisposed ? " The sender is disposed." : "";
        return new SessionEndedException($"The session with {_session.Server} is over; connect again.{why}", _end);
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
