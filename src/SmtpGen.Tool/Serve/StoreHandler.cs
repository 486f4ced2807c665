using System.Globalization;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Storage;

namespace SmtpGen.Tool.Serve;

/// <summary>Takes mail from everybody for everybody and keeps it in a store.</summary>
/// <param name="store">Where messages go; shared by all sessions.</param>
/// <param name="log">Takes a line for each message; safe for threads.</param>
/// <param name="language">The language in which refusals are explained.</param>
internal sealed class StoreHandler(IMessageStore store, TextWriter log, string language) : SmtpReceiver
{
    /// <inheritdoc/>
    protected override async ValueTask<MessageResult> ReceiveAsync(
        Envelope envelope, MessageBody body, CancellationToken cancellationToken)
    {
        // A copy: a body that breaks off ends the transaction, and the envelope with it.
        var kept = new MessageEnvelope
        {
            ReversePath = envelope.Sender,
            Recipients = [.. envelope.Recipients.Select(path => new EnvelopeRecipient(path))],
            SmtpUtf8 = envelope.Utf8,
            ClientName = ClientName,
            RemoteAddress = Session.RemoteEndPoint?.ToString(),
            Protocol = WithProtocol(envelope.Utf8),
        };
        try
        {
            await using var writer = await store.BeginAsync(kept, cancellationToken);
            while (await body.ReadAsync(cancellationToken) is { IsEmpty: false } octets)
                await writer.WriteAsync(octets, cancellationToken);
            string id = await writer.CommitAsync(cancellationToken);
            await log.WriteLineAsync($"{Now} {id}: {body.Octets} octets from {Describe(kept)}");
            return MessageResult.Queued(id);
        }
        catch (StoreException exception)
        {
            var result = exception.Kind == StoreFailure.Full ? MessageResult.StorageLow() : MessageResult.TryLater();
            await log.WriteLineAsync(
                $"{Now} {SmtpReplies.Code(result.Reply)}: {exception.Message}: {SmtpReplies.Meaning(result.Reply, language)} ({Describe(kept)})");
            return result;
        }
        catch (BodyInterruptedException exception)
        {
            await log.WriteLineAsync($"{Now} not stored: {exception.Message} ({Describe(kept)})");
            throw;
        }
    }

    // The "with" protocol types of RFC 3848 and RFC 6531 section 4.3.
    private string WithProtocol(bool isUtf8) =>
        isUtf8 ? "UTF8SMTP" : Session.Flags.HasFlag(SmtpFlags.Extended) ? "ESMTP" : "SMTP";

    private static string Now => DateTimeOffset.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Describe(MessageEnvelope envelope) =>
        Printable.Line($"<{envelope.ReversePath}> to {string.Join(", ", envelope.ForwardPaths.Select(path => $"<{path}>"))}");
}
