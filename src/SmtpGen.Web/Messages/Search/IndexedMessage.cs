using SmtpGen.Storage;

namespace SmtpGen.Web.Messages;

/// <summary>What the index knows of a message.</summary>
/// <param name="Position">Its place among the others: newer ones have greater numbers.</param>
/// <param name="Id">The store's name for it.</param>
/// <param name="Received">When it was received, in ticks of UTC.</param>
/// <param name="Size">Its octets.</param>
/// <param name="Attachments">How many attachments it has.</param>
/// <param name="From">Who wrote it.</param>
/// <param name="Subject">Its subject.</param>
internal sealed record IndexedMessage(long Position, string Id, long Received, long Size, int Attachments, MailName? From, string? Subject)
{
    /// <summary>Whether it is this message of the store, not another one that had its id before.</summary>
    public bool Is(StoredMessage message) => message.Envelope.ReceivedAt.UtcTicks == Received && message.Size == Size;
}
