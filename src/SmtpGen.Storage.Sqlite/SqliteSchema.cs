using System.Globalization;

namespace SmtpGen.Storage.Sqlite;

/// <summary>
/// The tables, and how a connection is set up so that a commit is on disk when it returns.
/// A body is cut into rows of <see cref="ChunkLength"/> octets rather than kept as one blob: writing needs no more memory
/// than a chunk, reading no lock for longer than a chunk, and a body may pass SQLite's blob limit of 1 GB.
/// </summary>
internal static class SqliteSchema
{
    public const int ChunkLength = 64 * 1024;

    // "SmGn", so that other programs' databases are told apart.
    private const int ApplicationId = 0x536D476E;

    // One step a version: the first makes an empty database version 1, the next makes that version 2, and so on. Steps that
    // were released are never changed.
    // AUTOINCREMENT: an id that a client was told is never given to another message, even after deletions.
    private static readonly string[] s_steps =
    [
        """
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            received_at TEXT NOT NULL,
            reverse_path TEXT NOT NULL,
            client_name TEXT,
            remote_address TEXT,
            protocol TEXT,
            authenticated_as TEXT,
            smtputf8 INTEGER NOT NULL,
            size INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE recipients (
            message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            forward_path TEXT NOT NULL,
            PRIMARY KEY (message_id, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE body_chunks (
            message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            start INTEGER NOT NULL,
            octets BLOB NOT NULL,
            PRIMARY KEY (message_id, start)
        ) STRICT;
        """,
        """
        ALTER TABLE messages ADD COLUMN tls TEXT;
        ALTER TABLE messages ADD COLUMN mail_parameters TEXT;
        ALTER TABLE recipients ADD COLUMN notify INTEGER;
        ALTER TABLE recipients ADD COLUMN original_type TEXT;
        ALTER TABLE recipients ADD COLUMN original_address TEXT;
        CREATE INDEX recipients_by_forward_path ON recipients (forward_path COLLATE NOCASE);
        """,
        """
        ALTER TABLE messages ADD COLUMN client_host TEXT;
        ALTER TABLE messages ADD COLUMN forwarded TEXT;
        """,
        // Subject, date and size of messages of earlier versions are null, and their bodies are read instead: an upgrade does not
        // wait for that. A large body is written in several transactions. Until the last it has no message, and names the file
        // that it is read from: once that is gone, so is its writer.
        """
        ALTER TABLE messages ADD COLUMN subject TEXT;
        ALTER TABLE messages ADD COLUMN date TEXT;
        ALTER TABLE messages ADD COLUMN size_in_lines INTEGER;
        CREATE TABLE large_bodies (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            message_id INTEGER UNIQUE REFERENCES messages (id) ON DELETE CASCADE,
            spool TEXT
        ) STRICT;
        CREATE TABLE large_body_chunks (
            body_id INTEGER NOT NULL REFERENCES large_bodies (id) ON DELETE CASCADE,
            start INTEGER NOT NULL,
            octets BLOB NOT NULL,
            PRIMARY KEY (body_id, start)
        ) STRICT;
        """,
        // Times are milliseconds since 1970. A lease is current until due; its number is never used again. A message that is unwanted
        // is deleted with its last entry.
        """
        ALTER TABLE messages ADD COLUMN transaction_id TEXT;
        ALTER TABLE messages ADD COLUMN unwanted INTEGER NOT NULL DEFAULT 0;
        CREATE UNIQUE INDEX messages_by_transaction_id ON messages (transaction_id) WHERE transaction_id IS NOT NULL;
        CREATE TABLE queues (
            name TEXT PRIMARY KEY
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE queue_entries (
            queue TEXT NOT NULL REFERENCES queues (name) ON DELETE CASCADE,
            message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            due INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            lease INTEGER NOT NULL DEFAULT 0,
            is_leased INTEGER NOT NULL DEFAULT 0,
            dead INTEGER,
            reason TEXT,
            state TEXT,
            PRIMARY KEY (queue, message_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX queue_entries_by_message ON queue_entries (message_id);
        CREATE INDEX queue_entries_by_due ON queue_entries (queue, due, message_id) WHERE dead IS NULL;
        CREATE INDEX queue_entries_by_death ON queue_entries (queue, dead, message_id) WHERE dead IS NOT NULL;
        """,
    ];

    /// <summary>The first version with bodies in <c>large_bodies</c>.</summary>
    public const int LargeBodiesSince = 4;

    /// <summary>
    /// The files of an open database: itself, the log and the index of the log. These are beside the file that a link leads to.
    /// </summary>
    public static string[] Files(string path) => [path, Target(path) + "-wal", Target(path) + "-shm"];

    public static Database OpenForWriting(string path, long? maximumSize)
    {
        CreatePrivateFile(path);
        Database database = Database.Open(path, StoreAccess.ReadWrite);
        try
        {
            // Before anything is changed, the journal mode included.
            RequireKnownVersion(database);

            // Readers in other processes do not wait for the writer, nor it for them.
            if (database.Query("PRAGMA journal_mode = WAL") != "wal")
                throw new StoreException(StoreFailure.Failed, $"{path}: SQLite cannot share memory here, as on a network share; use a local disk");
            // FULL: the log is synced at every commit, not only at checkpoints. A deleted message takes its rows along.
            database.Execute("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA foreign_keys = ON");
            // On Apple's systems a sync leaves the octets in the drive's own cache otherwise (see DiskSync); elsewhere this does nothing.
            database.Execute("PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON");
            if (maximumSize is { } octets)
                LimitSize(database, octets);
            Upgrade(database);
            // SQLite syncs the names of the files that it creates, but does not say whether that failed.
            SyncedDirectory.Sync(Path.GetDirectoryName(Target(path))!);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a database of any known version as it is; <see cref="Version"/> tells which.</summary>
    public static Database OpenForReading(string path)
    {
        Database database = Database.Open(path, StoreAccess.Read);
        try
        {
            if (IsNew(database))
                throw new StoreException(StoreFailure.Failed, $"{path}: is an empty database; no message was ever stored in it");
            RequireKnownVersion(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The version of the schema; 0 for an empty database.</summary>
    public static int Version(Database database) => (int)database.QueryNumber("PRAGMA user_version");

    /// <summary>Columns that a version brought, as a query names them: as nulls where the database is older.</summary>
    public static string ColumnsSince(Database database, int version, params IEnumerable<string> columns)
        => string.Join(", ", Version(database) >= version ? columns : columns.Select(_ => "NULL"));

    private static void Upgrade(Database database)
    {
        if (Version(database) == s_steps.Length)
            return;
        database.Execute("BEGIN IMMEDIATE");
        // Another process may have done it before this one got the lock.
        for (int version = Version(database); version < s_steps.Length; version++)
            database.Execute($"{s_steps[version]} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version + 1};");
        database.Execute("COMMIT");
    }

    private static bool IsNew(Database database)
        => Version(database) == 0 && database.QueryNumber("SELECT count(*) FROM sqlite_schema") == 0;

    private static void RequireKnownVersion(Database database)
    {
        if (IsNew(database))
            return;
        if (database.QueryNumber("PRAGMA application_id") != ApplicationId)
        {
            throw new StoreException(
                StoreFailure.Failed, $"{database.Path}: is another program's database; name another file, and a new one is created");
        }

        int version = Version(database);
        if (version < 1 || version > s_steps.Length)
        {
            throw new StoreException(
                StoreFailure.Failed,
                $"{database.Path}: has schema version {version}, and this program knows versions up to {s_steps.Length}; use the newer program that wrote it");
        }
    }

    private static void LimitSize(Database database, long octets)
    {
        long pages = Math.Max(1, octets / database.QueryNumber("PRAGMA page_size"));
        database.Execute($"PRAGMA max_page_count = {pages.ToString(CultureInfo.InvariantCulture)}");
    }

    // SQLite gives the log and the shared memory the mode of the database, and mail is private.
    private static void CreatePrivateFile(string path)
    {
        // A link to nothing exists for .NET, too.
        string target = Target(path);
        if (!File.Exists(target))
            SpoolFiles.CreateFile(target).Dispose();
    }

    // SQLite follows links, also one to a file that is not there yet.
    private static string Target(string path)
        => new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
}
