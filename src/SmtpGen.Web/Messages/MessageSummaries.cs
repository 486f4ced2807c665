using System.Text;
using MimeKit.Utils;
using SmtpGen.Storage;

namespace SmtpGen.Web.Messages;

/// <summary>Makes of what a store lists what a list of messages shows.</summary>
/// <param name="opener">Reads the headers of messages that are not in the index.</param>
/// <param name="index">Knows the others.</param>
internal sealed class MessageSummaries(MessageOpener opener, SearchIndex index)
{
    /// <summary>Summaries, in the same order. A message that goes meanwhile is shown as its envelope says.</summary>
    public async Task<IReadOnlyList<MessageSummary>> OfAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken)
    {
        var indexed = await index.FindAsync(messages, cancellationToken).ConfigureAwait(false);
        var summaries = new List<MessageSummary>(messages.Count);
        foreach (var message in messages)
        {
            summaries.Add(indexed.TryGetValue(message.Id, out var known)
                ? Of(message, known.From, known.Subject, known.Attachments)
                : await PeekAsync(message, cancellationToken).ConfigureAwait(false));
        }

        return summaries;
    }

    /// <summary>The summary of a message that was opened.</summary>
    public static MessageSummary Of(OpenedMessage opened)
        => Of(opened.Stored, Author(opened.Header), opened.Header.Text("Subject"), opened.Parts.Attachments.Count(part => !part.IsInline));

    /// <summary>Who the header says wrote a message: From, or Sender where it has none (RFC 5322 section 3.6.2).</summary>
    public static MailName? Author(MessageHeader header) => header.Mailboxes("From").Concat(header.Mailboxes("Sender")).FirstOrDefault();

    private async Task<MessageSummary> PeekAsync(StoredMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var header = await opener.PeekAsync(message, cancellationToken).ConfigureAwait(false);
            return Of(message, Author(header), header.Text("Subject"), attachments: null);
        }
        catch (StoreException exception) when (exception.Kind == StoreFailure.NotFound)
        {
            string? subject = message.Subject is { } raw ? Rfc2047.DecodeText(MimeLimits.Parser, Encoding.UTF8.GetBytes(raw)) : null;
            return Of(message, from: null, subject, attachments: null);
        }
    }

    private static MessageSummary Of(StoredMessage message, MailName? from, string? subject, int? attachments)
    {
        var envelope = message.Envelope;
        return new MessageSummary(
            message.Id,
            envelope.ReceivedAt,
            from ?? new MailName(null, envelope.ReversePath),
            envelope.ReversePath,
            [.. envelope.ForwardPaths.Take(MimeLimits.ListedRecipients)],
            envelope.Recipients.Count,
            subject,
            message.Size,
            attachments,
            envelope.Tls,
            envelope.AuthenticatedAs,
            envelope.Protocol,
            envelope.TransactionId,
            envelope.RemoteAddress);
    }
}
