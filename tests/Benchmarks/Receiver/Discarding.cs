using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Benchmarks.Receiver;

/// <summary>Reads every message to its end, and keeps nothing.</summary>
internal sealed class Discarding : SmtpHandler
{
    protected override async ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken)
    {
        while ((await body.ReadAsync(cancellationToken)).Length > 0)
        {
        }

        return SmtpMessageResult.Queued("0");
    }
}
