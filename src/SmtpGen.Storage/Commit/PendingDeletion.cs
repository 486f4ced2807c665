namespace SmtpGen.Storage;

/// <summary>Messages to be removed from a user's maildrop, all of them or none where the store can.</summary>
internal sealed class PendingDeletion(MaildropUser user, IReadOnlyList<string> ids) : PendingCommit
{
    public MaildropUser User => user;

    /// <summary>The store's ids of the messages; some may be gone already.</summary>
    public IReadOnlyList<string> Ids => ids;

    public override long Octets => 0;
}
