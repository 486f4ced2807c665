using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Benchmarks.Receiver;

/// <summary>Accepts every message without reading it: what is left of a body, the session reads over.</summary>
internal sealed class LeavingBodies : SmtpHandler
{
    protected override ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken) =>
        new(SmtpMessageResult.Queued("0"));
}
