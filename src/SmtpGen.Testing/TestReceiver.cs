using System.Globalization;
using SmtpGen.Envelopes;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Testing;

/// <summary>Takes every message.</summary>
/// <param name="receive">Told of each message that is taken.</param>
internal sealed class TestReceiver(Action<MailEnvelope, byte[], TestReceiver> receive) : SmtpReceiver
{
    private int _messages;

    protected override async ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
    {
        receive(envelope, await body.ToArrayAsync(cancellationToken).ConfigureAwait(false), this);
        return SmtpMessageResult.Queued((++_messages).ToString(CultureInfo.InvariantCulture));
    }
}
