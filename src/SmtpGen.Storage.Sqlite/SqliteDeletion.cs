using System.Globalization;

namespace SmtpGen.Storage.Sqlite;

/// <summary>
/// Takes an owner's recipients off messages within a transaction, and removes the messages that have none left; or, for nobody in
/// particular, removes messages. Runs on the commit thread only.
/// </summary>
internal sealed class SqliteDeletion(Database database) : IDisposable
{
    private readonly PreparedStatement _recipients = database.Prepare(
        "DELETE FROM recipients WHERE message_id = ? AND forward_path = ? COLLATE NOCASE");

    private readonly PreparedStatement _unread = database.Prepare(
        "DELETE FROM messages WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM recipients WHERE message_id = ?1)");

    // Recipients and body go with it.
    private readonly PreparedStatement _message = database.Prepare("DELETE FROM messages WHERE id = ?");

    public void Delete(PendingDeletion deletion)
    {
        foreach (string id in deletion.Ids)
        {
            long number = long.Parse(id, CultureInfo.InvariantCulture);
            if (deletion.Owner is null)
                _message.Bind(1, number).Run();
            else
                TakeOff(deletion.Owner, number);
        }
    }

    public void Dispose()
    {
        _recipients.Dispose();
        _unread.Dispose();
        _message.Dispose();
    }

    private void TakeOff(MaildropOwner owner, long number)
    {
        foreach (string mailbox in owner.Mailboxes)
            _recipients.Bind(1, number).Bind(2, mailbox).Run();
        _unread.Bind(1, number).Run();
    }
}
