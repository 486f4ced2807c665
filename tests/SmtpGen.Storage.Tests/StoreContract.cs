using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

/// <summary>What the tests that hold for every store share. Each runs once for each kind.</summary>
public abstract class StoreContract : TemporaryDirectory
{
    public static TheoryData<string> Kinds => ["sqlite", "maildir"];

    protected IMaildropStore Open(string kind, StoreAccess access = StoreAccess.ReadWrite)
        => kind == "sqlite" ? SqliteMessageStore.Open(DatabasePath, access) : MaildirMessageStore.Open(MaildirPath, access);
}
