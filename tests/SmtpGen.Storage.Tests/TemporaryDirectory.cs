namespace SmtpGen.Storage.Tests;

/// <summary>A directory of its own for each test.</summary>
public abstract class TemporaryDirectory : IDisposable
{
    protected string Root { get; } = Directory.CreateTempSubdirectory("smtpgen-storage-").FullName;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected string DatabasePath => Path.Combine(Root, "mail.db");

    protected string MaildirPath => Path.Combine(Root, "mail");

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        GC.SuppressFinalize(this);
    }
}
