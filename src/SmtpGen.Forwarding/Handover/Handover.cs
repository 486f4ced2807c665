using SmtpGen.Client;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Forwarding;

/// <summary>What an attempt to hand a message on came to.</summary>
/// <param name="Outcomes">An outcome for each recipient of the envelope.</param>
/// <param name="OffersReports">Whether the next server knows DSN, and so reports from there on (RFC 3461 section 5.2.1).</param>
internal sealed record HandoverResult(IReadOnlyList<RecipientOutcome> Outcomes, bool OffersReports);

/// <summary>Hands a message to the next server over a connection of its own, and takes down what it says of each recipient.</summary>
/// <param name="connect">Connects to the next server.</param>
internal sealed class Handover(Func<CancellationToken, ValueTask<IMailSender>> connect)
{
    // Every server takes as many in a transaction (RFC 5321 section 4.5.3.1.8).
    private const int MostRecipients = 100;

    // Nothing depends on the answer to QUIT, and the message waits for it.
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(5);

    /// <summary>Hands it on.</summary>
    /// <param name="envelope">The recipients that are to get it.</param>
    /// <param name="content">The message.</param>
    /// <param name="start">Where it begins in the stream.</param>
    /// <param name="cancellationToken">Ends the session, also in the middle of a message.</param>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public async ValueTask<HandoverResult> RunAsync(MailEnvelope envelope, Stream content, long start, CancellationToken cancellationToken)
    {
        var outcomes = new List<RecipientOutcome>(envelope.Recipients.Count);
        bool offersReports = false;
        try
        {
            var sender = await connect(cancellationToken).ConfigureAwait(false);
            await using (sender.ConfigureAwait(false))
            {
                offersReports = sender.Capabilities.Offers(SmtpTable.Keyword(SmtpExtensions.Dsn));
                foreach (var recipients in envelope.Recipients.Chunk(MostRecipients))
                {
                    content.Position = start;
                    outcomes.AddRange(await SendAsync(sender, envelope with { Recipients = recipients }, content, cancellationToken).ConfigureAwait(false));
                }

                using var farewell = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                farewell.CancelAfter(s_farewell);
                await sender.QuitAsync(farewell.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is ProtocolClientException || (outcomes.Count > 0 && exception is OperationCanceledException or IOException))
        {
            // The server, or the way to it: nothing is said of the message. What is done already must not be forgotten, whatever ends the work.
            outcomes.AddRange(envelope.Recipients.Skip(outcomes.Count).Select(recipient => Deferred(recipient, exception)));
        }

        return new(outcomes, offersReports);
    }

    private static async ValueTask<IEnumerable<RecipientOutcome>> SendAsync(
        IMailSender sender, MailEnvelope envelope, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            var result = await sender.SendAsync(envelope, content, progress: null, cancellationToken).ConfigureAwait(false);
            return result.Recipients.Select(Outcome);
        }
        catch (MailSendException exception) when (exception.Result is { } result)
        {
            return result.Recipients.Select(Outcome);
        }
        catch (MailSendException exception) when (exception.Failure == MailSendFailure.Unsupported
            || (exception.Failure == MailSendFailure.Tls && envelope.Parameters.RequireTls))
        {
            string status = MissingExtension.Status(envelope, sender.Capabilities);
            return Failed(envelope, status, exception.Message);
        }
        catch (ArgumentException exception)
        {
            // No command can carry the reverse-path.
            return Failed(envelope, "5.1.7", exception.Message);
        }
    }

    private static IEnumerable<RecipientOutcome> Failed(MailEnvelope envelope, string status, string problem) =>
        envelope.Recipients.Select(recipient => new RecipientOutcome(recipient, RecipientFate.Failed, status, null, OneLine(problem)));

    private static RecipientOutcome Outcome(RecipientResult result)
    {
        if (result.Reply is not { } reply)
        {
            string status = System.Text.Ascii.IsValid(result.Recipient.ForwardPath) ? "5.1.3" : "5.6.7";
            return new(result.Recipient, RecipientFate.Failed, status, null, OneLine(result.Problem));
        }

        var fate = result.IsAccepted ? RecipientFate.Accepted : reply.IsPermanent ? RecipientFate.Failed : RecipientFate.Deferred;
        return new(result.Recipient, fate, ReplyStatus.Of(reply), ReplyStatus.Line(reply), OneLine(result.Problem));
    }

    private static RecipientOutcome Deferred(Recipient recipient, Exception exception)
    {
        // The reply is about this server, a failed login for instance, and not the sender's business.
        string status = (exception as MailSendException)?.Reply is { IsTransient: true } reply ? ReplyStatus.Of(reply) : "4.4.1";
        return new(recipient, RecipientFate.Deferred, status, null, OneLine(exception.Message));
    }

    private static string OneLine(string text) => ForeignText.Clean(text.ReplaceLineEndings(" "), '?');
}
