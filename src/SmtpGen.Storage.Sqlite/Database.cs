using System.Globalization;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace SmtpGen.Storage.Sqlite;

/// <summary>One connection to a SQLite database, used by one thread at a time. Every failure is a StoreException.</summary>
internal sealed partial class Database : IDisposable
{
    // How long a statement waits for another process that is writing.
    private const int BusyTimeoutMilliseconds = 10_000;

    private readonly sqlite3 _handle;

    static Database() => Batteries_V2.Init();

    private Database(string path, sqlite3 handle)
    {
        Path = path;
        _handle = handle;
        Check(raw.sqlite3_extended_result_codes(handle, 1));
        Check(raw.sqlite3_busy_timeout(handle, BusyTimeoutMilliseconds));
    }

    public string Path { get; }

    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Rows that the last statement inserted, updated or deleted.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>False after a failure that undid the whole transaction, as a full disk does.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Opens the file, which SQLite reads at the first statement only.</summary>
    public static Database Open(string path, StoreAccess access)
    {
        int flags = access == StoreAccess.Read
            ? raw.SQLITE_OPEN_READONLY
            : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        int code = raw.sqlite3_open_v2(path, out sqlite3 handle, flags, null);
        if (code == raw.SQLITE_OK)
            return new Database(path, handle);
        string reason = raw.sqlite3_errmsg(handle).utf8_to_string();
        handle.Dispose();
        throw Failure(path, code, reason);
    }

    public PreparedStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt statement));
        return new PreparedStatement(this, statement);
    }

    public void Execute(string sql)
    {
        int code = raw.sqlite3_exec(_handle, sql);
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    /// <summary>The first column of the first row.</summary>
    public string Query(string sql)
    {
        using PreparedStatement statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) ?? "" : "";
    }

    public long QueryNumber(string sql) => long.Parse(Query(sql), CultureInfo.InvariantCulture);

    public StoreException Failure(int code)
        => IsFull(code) ? StoreException.Full(Path) : Failure(Path, code, raw.sqlite3_errmsg(_handle).utf8_to_string());

    public void Dispose() => _handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    // SQLite itself takes only a write that finds the disk full for one: not a quota, nor a sync that must find room first.
    private bool IsFull(int code)
        => (code & 0xFF) == raw.SQLITE_IOERR && !OperatingSystem.IsWindows()
            && StoreException.IsFull(SystemError(_handle.DangerousGetHandle()));

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_system_errno")]
    private static partial int SystemError(nint database);

    // The low octet of an extended result code is the primary one.
    private static StoreException Failure(string path, int code, string reason) => (code & 0xFF) switch
    {
        raw.SQLITE_FULL => StoreException.Full(path),
        raw.SQLITE_READONLY => StoreException.ReadOnly(path),
        raw.SQLITE_NOTADB => new StoreException(
            StoreFailure.Failed, $"{path}: is not a SQLite database; name another file, and a new one is created"),
        raw.SQLITE_BUSY => new StoreException(
            StoreFailure.Failed, $"{path}: another program has locked the database for {BusyTimeoutMilliseconds / 1000} s"),
        raw.SQLITE_CANTOPEN => new StoreException(
            StoreFailure.Failed, $"{path}: cannot be opened; a store needs read and write permission for the file and its directory"),
        _ => new StoreException(StoreFailure.Failed, $"{path}: {reason} (SQLite code {code})"),
    };
}
