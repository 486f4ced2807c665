using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server;
using SmtpGen.Server.Smtp;
using SmtpGen.Storage;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>A server on a free port of the loopback address that stores all mail in a temporary folder.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-");
    private readonly SmtpServerOptions _options = new() { MaxConnectionsPerAddress = 0 };
    private readonly ProtocolServer _server;

    private TestServer(string scheme)
    {
        Store = MessageStores.Open($"{scheme}:{Path.Combine(_folder.FullName, "mail")}");
        _options.Listen.Add("127.0.0.1:0");
        _server = new ProtocolServer(_options, new Sessions(Store, _options.Protocol), NullLogger.Instance);
    }

    public IMessageStore Store { get; }

    public int Port => _server.EndPoints[0].Port;

    public string PortText => Port.ToString(CultureInfo.InvariantCulture);

    public static async Task<TestServer> StartAsync(string scheme = "sqlite")
    {
        var server = new TestServer(scheme);
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async Task<IReadOnlyList<StoredMessage>> StoredAsync()
    {
        var messages = new List<StoredMessage>();
        await foreach (var message in Store.ListAsync(TestContext.Current.CancellationToken))
            messages.Add(message);
        return messages;
    }

    public async Task<byte[]> BodyAsync(StoredMessage message)
    {
        await using var stored = await Store.OpenAsync(message.Id, TestContext.Current.CancellationToken);
        using var all = new MemoryStream();
        await stored.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class Sessions(IMessageStore store, SmtpOptions options) : ISessionFactory
    {
        public SessionLease Create() => new(new SmtpSession(new StoreReceiver(store), options));
    }
}
