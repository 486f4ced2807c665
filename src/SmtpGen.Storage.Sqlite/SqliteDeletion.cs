using System.Globalization;

namespace SmtpGen.Storage.Sqlite;

/// <summary>
/// Takes recipients off messages within a transaction, and removes the messages that have none left. Runs on the commit
/// thread only.
/// </summary>
internal sealed class SqliteDeletion(Database database) : IDisposable
{
    private readonly PreparedStatement _recipients = database.Prepare(
        $"DELETE FROM recipients WHERE message_id = ?4 AND {SqliteMaildrop.IsRecipient}");

    private readonly PreparedStatement _message = database.Prepare(
        "DELETE FROM messages WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM recipients WHERE message_id = ?1)");

    public void Delete(PendingDeletion deletion)
    {
        foreach (string id in deletion.Ids)
        {
            long number = long.Parse(id, CultureInfo.InvariantCulture);
            SqliteMaildrop.Bind(_recipients, deletion.User).Bind(4, number).Run();
            _message.Bind(1, number).Run();
        }
    }

    public void Dispose()
    {
        _recipients.Dispose();
        _message.Dispose();
    }
}
