namespace SmtpGen.Storage;

/// <summary>Messages to be removed from a maildrop or from the store, all of them or none where the store can.</summary>
/// <param name="owner">As in <see cref="Owner"/>.</param>
/// <param name="ids">As in <see cref="Ids"/>.</param>
public sealed class PendingDeletion(MaildropOwner? owner, IReadOnlyList<string> ids) : PendingCommit
{
    /// <summary>Whose maildrop loses the messages, which their other recipients keep; null removes them altogether.</summary>
    public MaildropOwner? Owner => owner;

    /// <summary>The store's ids of the messages; some may be gone already.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <inheritdoc/>
    public override long Octets => 0;
}
