using System.Diagnostics;
using System.Runtime.CompilerServices;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Mail;

/// <summary>
/// A handler that collects the envelope. Derive from it, take the message in <see cref="ReceiveAsync"/>, and refuse senders
/// and recipients where you want to. One is made for each session.
/// </summary>
public abstract partial class SmtpReceiver : SmtpHandler
{
    private List<Recipient> _recipients = [];
    private Activity? _trace;

    /// <summary>What the transaction under way has said so far; null where there is none.</summary>
    protected MailEnvelope? Envelope { get; private set; }

    /// <summary>The name that the client gave with EHLO or HELO. Before that, the name that a trusted proxy gave for it, or an empty text.</summary>
    public string ClientName { get; private set; } = "";

    /// <summary>Takes a message. Answer <see cref="SmtpMessageResult.Queued"/> only when the message cannot be lost any more.</summary>
    /// <param name="envelope">Where the message comes from and where it goes.</param>
    /// <param name="body">The message, as it arrives.</param>
    /// <param name="cancellationToken">Ends the work when the server stops.</param>
    protected abstract ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken);

    /// <summary>Decides whether a sender is accepted. By default every sender is.</summary>
    protected virtual ValueTask<SmtpMailResult> JudgeSenderAsync(SmtpMailArguments mail, CancellationToken cancellationToken) =>
        new(SmtpMailResult.SenderOk());

    /// <summary>Decides whether a recipient is accepted. By default every recipient is.</summary>
    protected virtual ValueTask<SmtpRcptResult> JudgeRecipientAsync(SmtpRcptArguments rcpt, CancellationToken cancellationToken) =>
        new(SmtpRcptResult.RecipientOk());

    /// <summary>Decides whether a client that says EHLO is welcome. By default every client is.</summary>
    protected virtual ValueTask<SmtpEhloResult> JudgeClientAsync(SmtpEhloArguments ehlo, CancellationToken cancellationToken) => new(SmtpEhloResult.Capabilities());

    /// <summary>Decides whether a client that says HELO is welcome. By default every client is.</summary>
    protected virtual ValueTask<SmtpHeloResult> JudgeClientAsync(SmtpHeloArguments helo, CancellationToken cancellationToken) => new(SmtpHeloResult.Hello());

    /// <summary>Called after each change of state.</summary>
    protected virtual void OnStateEntered(SmtpState from, SmtpState to)
    {
    }

    // These methods cannot be overridden, so that what they do always happens. A derived class decides in the methods above.

    /// <inheritdoc/>
    protected sealed override async ValueTask<SmtpEhloResult> OnEhloAsync(SmtpEhloArguments arguments, CancellationToken cancellationToken)
    {
        var result = await JudgeClientAsync(arguments, cancellationToken).ConfigureAwait(false);
        if (result.IsPositive)
        {
            ClientName = arguments.Client.ToString();
            OfferMechanisms();
            OfferAttributes();
            OfferParameters();
        }

        return result;
    }

    /// <inheritdoc/>
    protected sealed override async ValueTask<SmtpHeloResult> OnHeloAsync(SmtpHeloArguments arguments, CancellationToken cancellationToken)
    {
        var result = await JudgeClientAsync(arguments, cancellationToken).ConfigureAwait(false);
        if (result.IsPositive)
            ClientName = arguments.Client.ToString();
        return result;
    }

    /// <inheritdoc/>
    protected sealed override async ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments arguments, CancellationToken cancellationToken)
    {
        if (IsHeldTooLong(arguments))
            return SmtpMailResult.HoldTooLong();
        var result = await JudgeSenderAsync(arguments, cancellationToken).ConfigureAwait(false);
        if (result.IsDefault)
            throw NoReplyChosenException.Of(this, nameof(JudgeSenderAsync), nameof(SmtpMailResult));
        if (!result.IsPositive)
            return result;
        _transactions++;
        _trace = MailTelemetry.BeginTransaction(Session);
        Envelope = TransactionEnvelope.Begin(arguments, _recipients = []);
        return result;
    }

    /// <inheritdoc/>
    protected sealed override async ValueTask<SmtpRcptResult> OnRcptAsync(SmtpRcptArguments arguments, CancellationToken cancellationToken)
    {
        if (!IsServed(arguments))
            return SmtpRcptResult.RecipientRefused("This server does not accept mail for that domain");
        var result = await JudgeRecipientAsync(arguments, cancellationToken).ConfigureAwait(false);
        if (result.IsDefault)
            throw NoReplyChosenException.Of(this, nameof(JudgeRecipientAsync), nameof(SmtpRcptResult));
        if (result.IsPositive)
            _recipients.Add(TransactionEnvelope.Recipient(arguments));
        return result;
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected sealed override async ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken)
    {
        var (envelope, trace) = (Envelope!, _trace);
        try
        {
            if (trace is not null)
                Activity.Current = trace;
            var result = await ReceiveAsync(envelope, body, cancellationToken).ConfigureAwait(false);
            if (result.IsDefault)
                throw NoReplyChosenException.Of(this, nameof(ReceiveAsync), nameof(SmtpMessageResult));
            MailTelemetry.Answered(Session, trace, envelope.Recipients.Count, body.Octets, result.Reply);
            return result;
        }
        catch (Exception exception)
        {
            MailTelemetry.Failed(trace, exception);
            throw;
        }
    }

    /// <inheritdoc/>
    protected sealed override void OnStateChanged(SmtpState from, SmtpState to)
    {
        // EHLO, RSET and the end of a body all end the transaction in this state (RFC 5321 section 4.1.4).
        if (to is SmtpState.Connected or SmtpState.Idle or SmtpState.Refused or SmtpState.Closed)
        {
            Envelope = null;
            _trace?.Dispose();
            _trace = null;
            Forwarded = null;
        }

        // STARTTLS and XCLIENT erase what was said before them (RFC 3207 section 4.2).
        if (to == SmtpState.Connected)
        {
            ClientName = NamedClient?["HELO"] ?? "";
            Identity = NamedIdentity;
        }

        OnStateEntered(from, to);
    }
}
