using Microsoft.Extensions.Logging;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Storage;

namespace RECEIVER_NAMESPACE;

/// <summary>Decides for one session whom mail is taken for, and keeps it. A message is answered with 250 when it is on the disk.</summary>
public sealed class Receiver(IMessageStore store, ILogger<Receiver> logger) : StoreReceiver(store)
{
    // Asked for recipients of this server's domains only.
    protected override ValueTask<SmtpRcptResult> JudgeRecipientAsync(SmtpRcptArguments rcpt, CancellationToken cancellationToken)
    {
        bool isKnown = !rcpt.ForwardPath.ToString().StartsWith("nobody@", StringComparison.OrdinalIgnoreCase);
        return new(isKnown ? SmtpRcptResult.RecipientOk() : SmtpRcptResult.NoSuchMailbox());
    }

    protected override void OnStored(string id, ReceivedEnvelope envelope, long octets) => logger.LogInformation(
        "{Id}: {Octets} octets from <{ReversePath}> to {Recipients}", id, octets, envelope.ReversePath, string.Join(", ", envelope.Recipients));
}
