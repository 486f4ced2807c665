using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve.Logging;
using SmtpGen.Tool.Serve.Page;

namespace SmtpGen.Tool.Serve;

/// <summary>Keeps mail in a store, and writes a line for each message.</summary>
/// <param name="store">Where messages go; shared by all sessions.</param>
/// <param name="language">The language in which refusals are explained.</param>
/// <param name="log">Takes the lines, and neither fails nor delays an answer.</param>
/// <param name="page">Told of each message; null: nobody.</param>
internal sealed class ServedReceiver(IMessageStore store, string language, ServeLog log, ServedPage? page) : StoreReceiver(store)
{
    // Of a message's recipients, those that are told.
    private const int MostRecipients = 3;

    /// <inheritdoc/>
    protected override void OnStored(string id, ReceivedEnvelope envelope, long octets)
    {
        log.Tell($"{id}: {octets} octets from {Describe(envelope)}");
        page?.Notify();
    }

    /// <inheritdoc/>
    protected override void OnStoreFailed(ReceivedEnvelope envelope, SmtpMessageResult result, StoreException exception) => log.Tell(
        $"{SmtpReplies.Code(result.Reply)}: {exception.Message}: {SmtpReplies.Meaning(result.Reply, language)} ({Describe(envelope)})");

    /// <inheritdoc/>
    protected override void OnInterrupted(ReceivedEnvelope envelope, BodyInterruptedException exception) =>
        log.Tell($"not stored: {exception.Message} ({Describe(envelope)})");

    // The client is told of only where somebody else than the other end of the connection is meant.
    private string Describe(ReceivedEnvelope envelope)
    {
        string client = NamedClient is null ? "" : $", client {ClientText.Of(envelope)}";
        string forwarded = envelope.Forwarded is { } from ? $", forwarded from {ClientText.Of(from)}" : "";
        return $"<{envelope.ReversePath}> to {Recipients(envelope)}{client}{forwarded}";
    }

    private static string Recipients(ReceivedEnvelope envelope)
    {
        string first = string.Join(", ", envelope.ForwardPaths.Take(MostRecipients).Select(path => $"<{path}>"));
        int more = envelope.Recipients.Count - MostRecipients;
        return more > 0 ? $"{first} and {more} more" : first;
    }
}
