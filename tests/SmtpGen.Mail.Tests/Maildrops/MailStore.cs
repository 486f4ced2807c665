using System.Text;
using SmtpGen.Envelopes;
using SmtpGen.Sasl;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Mail.Tests.Maildrops;

/// <summary>A store in a temporary folder, and two users: bob, who gets the mail, and carol, who gets none.</summary>
internal sealed class MailStore : IAsyncDisposable
{
    public const string Password = "secret word";

    /// <summary>The server's name, at which they get it.</summary>
    public const string HostName = "mx.example";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-pop3-");

    public MailStore(string kind = "sqlite")
    {
        Store = kind == "maildir" ? MaildirMessageStore.Open(PathOf("mail")) : SqliteMessageStore.Open(PathOf("mail"));
        string users = Path.Combine(_folder.FullName, "users");
        string[] names = ["bob", "carol", "bob@other.example"];
        File.WriteAllLines(users, names.Select(name => $"{name}:{{PLAIN}}{Password}"));
        Users = UsersFile.Open(users);
    }

    public IMaildropStore Store { get; }

    public UsersFile Users { get; }

    /// <summary>A path in the folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public async Task DeliverAsync(params string[] messages)
    {
        foreach (string message in messages)
            await DeliverAsync(Encoding.Latin1.GetBytes(message));
    }

    public Task DeliverAsync(byte[] message) => DeliverAsync(message, $"bob@{HostName}");

    public async Task DeliverAsync(byte[] message, params string[] recipients)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var envelope = new ReceivedEnvelope
        {
            ReversePath = "alice@client.example",
            Recipients = [.. recipients.Select(recipient => new Recipient(recipient))],
        };
        await using var writer = await Store.BeginAsync(envelope, cancellationToken);
        await writer.WriteAsync(message, cancellationToken);
        await writer.CommitAsync(cancellationToken);
    }

    /// <summary>How many messages bob has.</summary>
    public async Task<int> CountAsync()
    {
        await using var maildrop = await Store.OpenMaildropAsync(MaildropOwner.Of("bob", HostName), TestContext.Current.CancellationToken);
        return maildrop.Messages.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
