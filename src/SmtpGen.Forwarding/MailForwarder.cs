using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Client;
using SmtpGen.Mail;
using SmtpGen.Storage;

namespace SmtpGen.Forwarding;

/// <summary>
/// Hands messages to one next server, a smarthost. Each recipient has an outcome of its own, and none gets a message twice, except when a
/// connection or the process ends between the server's answer and the store's. Notifications of failures (RFC 3464) are kept in the same store,
/// and so are handed on like every message. What has failed and has nobody to tell, a notification itself for instance, stays as a dead letter.
/// Derive from it to be told of each attempt.
/// </summary>
public class MailForwarder : IMessageConsumer
{
    // RFC 5321 section 6.3.
    private const int MostServers = 100;

    private readonly MailForwardingOptions _options;
    private readonly Handover _handover;
    private readonly ReportWriter _reports;
    private readonly ILogger _logger;

    /// <summary>Makes a forwarder.</summary>
    /// <param name="store">Takes notifications; the store whose messages are handed on.</param>
    /// <param name="options">To whom, and how often it is tried.</param>
    /// <param name="logger">Told of each attempt; null: nobody is.</param>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    public MailForwarder(IMessageStore store, MailForwardingOptions options, ILogger<MailForwarder>? logger = null)
        : this(store, options, async cancellationToken => await MailSender.ConnectAsync(options.Server, cancellationToken).ConfigureAwait(false), logger)
    {
    }

    internal MailForwarder(
        IMessageStore store, MailForwardingOptions options, Func<CancellationToken, ValueTask<IMailSender>> connect, ILogger? logger)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options;
        _handover = new Handover(connect);
        _reports = new ReportWriter(store, options.HostName, options.Server.Host, options.Clock);
        _logger = logger ?? NullLogger.Instance;
    }

    /// <inheritdoc/>
    public async ValueTask ConsumeAsync(IMessageLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var times = new ForwardingTimes(_options, lease.Message.Envelope, lease.Attempt);
        if (times.IsHeld)
        {
            await lease.AbandonAsync(times.LeftToHold, "held back, as the sender asked (FUTURERELEASE)", lease.State, cancellationToken).ConfigureAwait(false);
            return;
        }

        // A dead letter that somebody revives is to be tried for those that failed.
        var before = ForwardingState.Read(lease.State);
        if (lease.Attempt == 1)
            before = before with { Failed = ForwardingState.None.Failed };
        int[] places = [.. Enumerable.Range(0, lease.Message.Envelope.Recipients.Count).Where(place => !before.IsDone(place))];
        var content = await lease.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var head = await MessageHead.ReadAsync(content, cancellationToken).ConfigureAwait(false);
            var result = await TryAsync(times, head, content, places, cancellationToken).ConfigureAwait(false);
            if (times.IsOver || lease.IsLastAttempt)
                result = result with { Outcomes = [.. result.Outcomes.Select(Expired)] };
            // From here on it would be done again if it were cancelled.
            string? report = null;
            try
            {
                report = await ReportAsync(lease.Message, head, content, result, CancellationToken.None).ConfigureAwait(false);
            }
            catch (StoreException exception)
            {
                // The sender is still to be told, and who has the message by now must not get it again.
                result = result with { Outcomes = [.. result.Outcomes.Select(outcome => Untold(outcome, exception))] };
            }

            var attempt = new ForwardingAttempt(lease.Message, lease.Attempt, result.Outcomes) { ReportId = report };
            attempt = await DecideAsync(lease, times, before, before.With(places, result.Outcomes), attempt).ConfigureAwait(false);
            OnAttempted(attempt);
        }
    }

    /// <summary>Called after each attempt, when the store has what it came to. Writes to the log unless it is overridden.</summary>
    /// <param name="attempt">The attempt.</param>
    protected virtual void OnAttempted(ForwardingAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        _logger.Report(attempt);
    }

    private async ValueTask<HandoverResult> TryAsync(
        ForwardingTimes times, MessageHead head, Stream content, int[] places, CancellationToken cancellationToken)
    {
        var whole = times.EnvelopeNow();
        var envelope = whole with { Recipients = [.. places.Select(place => whole.Recipients[place])] };
        if (head.Received > MostServers)
            return Failed(envelope, ReportStatus.Loop, $"it has passed more than {MostServers} servers, so it goes round in a circle");
        if (times.IsLate)
            return Failed(envelope, ReportStatus.Late, "it was to be returned unless it was delivered in time (DELIVERBY)");
        if (places.Length == 0)
            return new([], OffersReports: false);
        return await _handover.RunAsync(envelope, content, head.Start, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<string?> ReportAsync(
        StoredMessage message, MessageHead head, Stream content, HandoverResult result, CancellationToken cancellationToken)
    {
        var recipients = ReportPlan.Of(message.Envelope, result.Outcomes, result.OffersReports);
        return recipients.Count == 0 ? null : await _reports.WriteAsync(message, head, content, recipients, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<ForwardingAttempt> DecideAsync(
        IMessageLease lease, ForwardingTimes times, ForwardingState before, ForwardingState after, ForwardingAttempt attempt)
    {
        if (attempt.Outcomes.Any(outcome => outcome.Fate == RecipientFate.Deferred))
        {
            var delay = times.DelayToNext;
            await lease.AbandonAsync(delay, Reason(attempt, RecipientFate.Deferred), after.Write()).ConfigureAwait(false);
            return attempt with { NextAt = times.Now + delay };
        }

        if (lease.Message.Envelope.ReversePath.Length > 0 || after.Failed.Count == 0)
        {
            await lease.CompleteAsync(delete: true).ConfigureAwait(false);
            return attempt;
        }

        // A rejection keeps the state of the attempt before; who has the message by now must not get it again when it is revived.
        if (after.Accepted.Count > before.Accepted.Count)
        {
            await lease.AbandonAsync(TimeSpan.Zero, Reason(attempt, RecipientFate.Failed), after.Write()).ConfigureAwait(false);
            return attempt with { NextAt = times.Now };
        }

        string reason = attempt.Outcomes.Count > 0 ? Reason(attempt, RecipientFate.Failed) : "not all recipients have it";
        await lease.RejectAsync($"{reason} (the sender is <>, so that nobody is told)").ConfigureAwait(false);
        return attempt with { IsDead = true };
    }

    private static string Reason(ForwardingAttempt attempt, RecipientFate fate)
    {
        var outcomes = attempt.Outcomes.Where(outcome => outcome.Fate == fate).ToList();
        string more = outcomes.Count > 1 ? $" (and {outcomes.Count - 1} more)" : "";
        return outcomes.Count == 0 ? "" : $"<{outcomes[0].Recipient.ForwardPath}>{more}: {outcomes[0].Problem}";
    }

    private static HandoverResult Failed(Envelopes.MailEnvelope envelope, string status, string problem) => new(
        [.. envelope.Recipients.Select(recipient => new RecipientOutcome(recipient, RecipientFate.Failed, status, null, problem))], OffersReports: false);

    private static RecipientOutcome Untold(RecipientOutcome outcome, StoreException exception) => outcome.Fate == RecipientFate.Failed
        ? outcome with { Fate = RecipientFate.Deferred, Problem = $"{outcome.Problem} (the notification was not stored: {exception.Message})" }
        : outcome;

    // What the server said last stays in the notification, the status says that no further attempt is made.
    private static RecipientOutcome Expired(RecipientOutcome outcome) =>
        outcome.Fate == RecipientFate.Deferred ? outcome with { Fate = RecipientFate.Failed, Status = ReportStatus.Expired } : outcome;
}
