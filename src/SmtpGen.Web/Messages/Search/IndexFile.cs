using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SmtpGen.Web.Messages;

/// <summary>The file of an index. Whatever is wrong with it, an index comes of it: the same one, a new one, or one without a file.</summary>
/// <param name="path">The file; null for an index that lives as long as the process.</param>
internal sealed class IndexFile(string? path)
{
    // "SGix", in the place where a database says whose it is.
    private const int ApplicationId = 0x53476978;
    private const int Version = 1;

    private static readonly string[] s_besides = ["", "-wal", "-shm", "-journal"];

    private const string Schema = """
        CREATE TABLE docs (
            position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, received INTEGER NOT NULL, size INTEGER NOT NULL, attachments INTEGER NOT NULL,
            from_name TEXT, from_address TEXT, subject TEXT, gone INTEGER NOT NULL);
        CREATE INDEX docs_gone ON docs (gone);
        CREATE VIRTUAL TABLE texts USING fts5 (sender, recipients, subject, body, tokenize = 'trigram case_sensitive 1');
        """;

    /// <summary>Whether an exception says that the database is damaged.</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is 11 or 26;

    /// <summary>Opens the index, or makes a new one. A file that another program, or another process, has is left alone.</summary>
    public IndexDatabase Open()
    {
        if (path is null || IsForeign())
            return OpenTemporary();
        try
        {
            return Open(path);
        }
        catch (SqliteException exception) when (IsDamage(exception) || exception is { SqliteErrorCode: 1 })
        {
            Delete();
            return Open(path);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == 5)
        {
            return OpenTemporary();
        }
    }

    /// <summary>Removes the file of an index that is damaged.</summary>
    public void Delete()
    {
        if (path is null || IsForeign())
            return;
        foreach (string end in s_besides)
            File.Delete(path + end);
    }

    private static IndexDatabase OpenTemporary() => Open("");

    private static IndexDatabase Open(string file)
    {
        if (file.Length > 0 && !File.Exists(file))
            CreatePrivate(file);
        // A temporary database has no name; SQLite keeps it in a file that nobody else can open, and removes it.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16000");
            if (Number(connection, "PRAGMA application_id") != ApplicationId || Number(connection, "PRAGMA user_version") != Version)
                Create(connection);
            // Not before the tables are made: the log would keep from the file whose it is, until it is merged.
            Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            return new IndexDatabase(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Create(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        Run(connection, "DROP TABLE IF EXISTS texts; DROP TABLE IF EXISTS docs");
        Run(connection, Schema);
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}"));
        transaction.Commit();
    }

    // It holds the text of mail, which is its owner's business only.
    private static void CreatePrivate(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }

    // The header of a database names its application in octets 68 to 71; one that is somebody else's, as a store of mail, is never touched.
    private bool IsForeign()
    {
        byte[] header = new byte[72];
        try
        {
            using var file = new FileStream(path!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
                && header.AsSpan().StartsWith("SQLite format 3\0"u8)
                && BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(68)) != ApplicationId;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
