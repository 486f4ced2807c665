namespace SmtpGen.Storage.Tests;

/// <summary>What the tests that hold for every store share. Each runs once for each kind.</summary>
public abstract class StoreContract : TemporaryDirectory
{
    public static TheoryData<string> Kinds => ["sqlite", "maildir"];

    protected IMessageStore Open(string kind, StoreAccess access = StoreAccess.ReadWrite)
        => MessageStores.Open(kind == "sqlite" ? $"sqlite:{DatabasePath}" : $"maildir:{MaildirPath}", access);
}
