using System.Text;
using Microsoft.Data.Sqlite;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Faults.Tests;

/// <summary>A store in a folder of its own, as the server and, when it is gone, the test see it.</summary>
internal sealed class TestStore(string kind) : IDisposable
{
    public static TheoryData<string> Kinds => ["maildir", "sqlite"];

    /// <summary>The folder, which holds nothing but the store.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("smtpgen-faults-").FullName;

    public bool IsMaildir => kind == "maildir";

    public string Location => $"{kind}:{Path}";

    public string Path => System.IO.Path.Combine(Folder, IsMaildir ? "mail" : "mail.db");

    /// <summary>The digests of all messages, without opening the store for writing and so without removing leftovers.</summary>
    public async Task<List<string>> ReadAsync()
    {
        await using IMessageStore store = Open(StoreAccess.Read);
        return await ReadAllAsync(store);
    }

    /// <summary>Opens the store as a restart does at once and as another does a quarter of an hour later, and holds what must be true then.</summary>
    /// <returns>The digests of all messages.</returns>
    public async Task<List<string>> RestartAsync()
    {
        List<string> digests = await OpenAsync();
        if (IsMaildir)
        {
            Assert.Empty(Directory.GetFiles(System.IO.Path.Combine(Path, "tmp")));
            // Those of messages that were never delivered may still be there: for all that the store knows, they are being delivered.
            Assert.True(Envelopes.Length >= digests.Count);
            foreach (string envelope in Envelopes)
                File.SetLastWriteTimeUtc(envelope, File.GetLastWriteTimeUtc(envelope).AddMinutes(-15));
            Assert.Equal(digests, await OpenAsync());
            Assert.Equal(digests.Count, Envelopes.Length);
        }
        else
        {
            Assert.Empty(Directory.GetFiles(Folder, "*.spool-*"));
            AssertSound();
        }

        return digests;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string[] Envelopes => Directory.GetFiles(System.IO.Path.Combine(Path, "envelopes"));

    private async Task<List<string>> OpenAsync()
    {
        await using IMessageStore store = Open(StoreAccess.ReadWrite);
        return await ReadAllAsync(store);
    }

    private IMessageStore Open(StoreAccess access)
        => IsMaildir ? MaildirMessageStore.Open(Path, access) : SqliteMessageStore.Open(Path, access);

    private static async Task<List<string>> ReadAllAsync(IMessageStore store)
    {
        var digests = new List<string>();
        await foreach (StoredMessage message in store.ListAsync(TestContext.Current.CancellationToken))
        {
            Assert.NotEmpty(message.Envelope.Recipients);
            using var reader = new StreamReader(await store.OpenAsync(message.Id, TestContext.Current.CancellationToken), Encoding.Latin1);
            digests.Add(TestMail.Digest(await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
        }

        return digests;
    }

    private void AssertSound()
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        Assert.Equal("ok", Scalar("PRAGMA integrity_check"));
        Assert.Null(Scalar("PRAGMA foreign_key_check"));
        Assert.Equal(0L, Scalar("SELECT count(*) FROM large_bodies WHERE message_id IS NULL"));

        object? Scalar(string sql)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteScalar();
        }
    }
}
