using System.Text;
using MimeKit;
using SmtpGen.Client;
using SmtpGen.Envelopes;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;
using SmtpGen.Testing;

namespace SmtpGen.Forwarding.Tests;

/// <summary>A store, a forwarder, and the server that it hands mail to.</summary>
internal sealed class Relay : IAsyncDisposable
{
    public const string Content = "Received: from a by b; Sun, 1 Mar 2026 12:00:00 +0000\r\nSubject: forwarded\r\n\r\nHello\r\n.dot\r\n";

    private readonly DirectoryInfo _folder;

    private Relay(DirectoryInfo folder, SqliteMessageStore store, SmtpTestServer server) => (_folder, Store, Server) = (folder, store, server);

    public SqliteMessageStore Store { get; }

    public SmtpTestServer Server { get; }

    public StoppedClock Clock { get; } = new();

    public List<ForwardingAttempt> Attempts { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Relay> StartAsync(Action<SmtpTestServerOptions>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("smtpgen-forwarding-");
        var server = await SmtpTestServer.StartAsync(configure, Token);
        return new Relay(folder, SqliteMessageStore.Open(Path.Combine(folder.FullName, "mail.db")), server);
    }

    public MailForwardingOptions Options => new()
    {
        Server = new MailSenderOptions { Host = "127.0.0.1", Port = Server.Port, Tls = TlsPolicy.None },
        HostName = "relay.example",
        Clock = Clock,
    };

    public MailForwarder Forwarder(MailForwardingOptions? options = null) => new Witness(Store, options ?? Options, Attempts);

    public ReceivedEnvelope Envelope(string from, params Recipient[] recipients) =>
        new(new MailEnvelope(from, recipients)) { ReceivedAt = Clock.Now, TransactionId = "session-1" };

    /// <summary>Keeps a message, as the server would that receives it.</summary>
    public async Task<TestLease> KeepAsync(ReceivedEnvelope envelope, string content = Content)
    {
        await using var writer = await Store.BeginAsync(envelope, Token);
        await writer.WriteAsync(TraceHeader.ReturnPath(envelope), Token);
        await writer.WriteAsync(Encoding.UTF8.GetBytes(content), Token);
        string id = await writer.CommitAsync(Token);
        return new TestLease(Store, (await Store.FindAsync(id, Token))!);
    }

    public Task<TestLease> KeepAsync(string from, params string[] to) => KeepAsync(Envelope(from, [.. to.Select(path => new Recipient(path))]));

    /// <summary>The messages that the store holds now.</summary>
    public async Task<List<StoredMessage>> ListAsync() => await Store.ListAsync(Token).ToListAsync(Token);

    /// <summary>The one notification in the store.</summary>
    public async Task<(ReceivedEnvelope Envelope, MimeMessage Message, string Text)> ReportAsync()
    {
        var stored = Assert.Single(await ListAsync(), message => message.Envelope.ReversePath.Length == 0);
        using var stream = await Store.OpenAsync(stored.Id, Token);
        using var octets = new MemoryStream();
        await stream.CopyToAsync(octets, Token);
        octets.Position = 0;
        return (stored.Envelope, await MimeMessage.LoadAsync(octets, persistent: false, Token), Encoding.UTF8.GetString(octets.ToArray()));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class Witness(IMessageStore store, MailForwardingOptions options, List<ForwardingAttempt> attempts) : MailForwarder(store, options)
    {
        protected override void OnAttempted(ForwardingAttempt attempt)
        {
            base.OnAttempted(attempt);
            attempts.Add(attempt);
        }
    }
}
