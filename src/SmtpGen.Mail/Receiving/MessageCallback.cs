using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Mail;

/// <summary>Takes a message: the whole of a small application.</summary>
/// <param name="envelope">Sender and recipients, valid until the method returns.</param>
/// <param name="body">The message, as it arrives.</param>
/// <param name="cancellationToken">Ends the work when the server stops.</param>
public delegate ValueTask<SmtpMessageResult> MessageCallback(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken);

/// <summary>A receiver that hands every message to one method.</summary>
internal sealed class CallbackReceiver(MessageCallback receive) : SmtpReceiver
{
    protected override async ValueTask<SmtpMessageResult> ReceiveAsync(
        MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
    {
        var result = await receive(envelope, body, cancellationToken).ConfigureAwait(false);
        return result.IsDefault
            ? throw new NoReplyChosenException("The method given to AddSmtpServer", nameof(SmtpMessageResult))
            : result;
    }
}
