using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>Works on the messages of a queue: what an application does with its mail.</summary>
public interface IMessageConsumer
{
    /// <summary>
    /// Works on a message. When it returns, the message leaves the queue; when it throws, the message is tried again after a delay, and is a
    /// dead letter after the last attempt. It may decide itself by the lease, which is renewed while it works. After a crash a message may come twice.
    /// </summary>
    /// <param name="lease">The message, its body and the decision about it.</param>
    /// <param name="cancellationToken">Cancelled when the host stops, or when the lease is lost.</param>
    ValueTask ConsumeAsync(IMessageLease lease, CancellationToken cancellationToken);
}
