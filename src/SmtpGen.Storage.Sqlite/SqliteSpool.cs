namespace SmtpGen.Storage.Sqlite;

/// <summary>
/// The large bodies that wait for their commit: files beside the database, on the disk that has room for the mail anyway,
/// unlike a /tmp that is memory. They are never synced, since a crash before the commit loses a message that nobody
/// was promised.
/// </summary>
internal static class SqliteSpool
{
    private const string Infix = ".spool-";

    public static SpoolFiles Beside(string databasePath, Func<string, FileStream>? create)
        => new(databasePath, () => $"{databasePath}{Infix}{Guid.NewGuid():N}", create);

    /// <summary>
    /// Removes what a crash left, in the database too. A file that a running process spools into is locked by it and stays, and
    /// so does what was written of it.
    /// </summary>
    public static void RemoveLeftovers(Database database)
    {
        RemoveFiles(database.Path);
        var left = new List<long>();
        using (PreparedStatement select = database.Prepare("SELECT id, spool FROM large_bodies WHERE message_id IS NULL"))
        {
            while (select.Step())
            {
                if (!File.Exists(Path.Combine(Path.GetDirectoryName(database.Path)!, select.Text(1)!)))
                    left.Add(select.Number(0));
            }
        }

        using PreparedStatement remove = database.Prepare("DELETE FROM large_bodies WHERE id = ? AND message_id IS NULL");
        foreach (long id in left)
            remove.Bind(1, id).Run();
    }

    private static void RemoveFiles(string databasePath)
    {
        string directory = Path.GetDirectoryName(databasePath)!;
        string prefix = Path.GetFileName(databasePath) + Infix;
        foreach (string path in Directory.EnumerateFiles(directory))
        {
            if (!Path.GetFileName(path).StartsWith(prefix, StringComparison.Ordinal))
                continue;
            try
            {
                new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                File.Delete(path);
            }
            catch (Exception exception) when (StoreException.IsFileFailure(exception))
            {
                // In use, or another's: either way not ours to remove.
            }
        }
    }
}
