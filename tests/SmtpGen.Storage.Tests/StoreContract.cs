using SmtpGen.Foreign;
using SmtpGen.Storage.Postgres;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

/// <summary>What the tests that hold for every store share. Each runs once for each kind.</summary>
public abstract class StoreContract : TemporaryDirectory
{
    private static readonly Lazy<Task<PostgresCluster>> s_postgres = new(() => PostgresCluster.StartAsync());

    public static TheoryData<string> Kinds => ["sqlite", "maildir", "postgres"];

    // A schema of its own for each test, as the others have a folder.
    private string Schema => "test_" + Path.GetFileName(Root).ToLowerInvariant().Replace('-', '_');

    protected IMaildropStore Open(string kind, StoreAccess access = StoreAccess.ReadWrite) => kind switch
    {
        "sqlite" => SqliteMessageStore.Open(DatabasePath, access),
        "maildir" => MaildirMessageStore.Open(MaildirPath, access),
        _ => OpenPostgresAsync(access).GetAwaiter().GetResult(),
    };

    private async Task<IMaildropStore> OpenPostgresAsync(StoreAccess access)
    {
        PostgresCluster postgres = await s_postgres.Value.ConfigureAwait(false);
        return await PostgresMessageStore.OpenAsync(
            postgres.ConnectionString, new PostgresStoreOptions { Schema = Schema }, access, Token).ConfigureAwait(false);
    }
}
