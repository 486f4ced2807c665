using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Storage;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>Takes everything into a store.</summary>
internal sealed class StoreReceiver(IMessageStore store) : SmtpReceiver
{
    protected override async ValueTask<MessageResult> ReceiveAsync(
        Envelope envelope, MessageBody body, CancellationToken cancellationToken)
    {
        var kept = new MessageEnvelope
        {
            ReversePath = envelope.Sender,
            Recipients = [.. envelope.Recipients.Select(recipient => new EnvelopeRecipient(recipient.Address))],
            ClientName = ClientName,
            SmtpUtf8 = envelope.Utf8,
        };
        await using var writer = await store.BeginAsync(kept, cancellationToken);
        while (await body.ReadAsync(cancellationToken) is { IsEmpty: false } octets)
            await writer.WriteAsync(octets, cancellationToken);
        return MessageResult.Queued(await writer.CommitAsync(cancellationToken));
    }
}
