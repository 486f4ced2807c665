using SmtpGen.Envelopes;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Web.Trial;

/// <summary>Accepts every message, and keeps none.</summary>
internal sealed class TrialReceiver : SmtpReceiver
{
    /// <inheritdoc/>
    protected override async ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
    {
        await body.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return SmtpMessageResult.Queued("nothing: this is a trial");
    }
}
