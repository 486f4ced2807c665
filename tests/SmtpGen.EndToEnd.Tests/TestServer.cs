using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Sasl;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;
using SmtpGen.Tool.Commands;
using SmtpGen.Tool.Serve;
using SmtpGen.Tool.Serve.Logging;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>
/// A server on a free port of the loopback address that stores all mail in a temporary folder, with the handler of
/// <c>smtpgen serve</c>.
/// </summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-");
    private readonly ProtocolServer _server;

    private TestServer(ServerSetup setup)
    {
        var options = Options(setup);
        Assert.Empty(options.Validate());
        Store = StoreOption.Open($"{setup.Scheme}:{this["mail"]}", StoreAccess.ReadWrite);
        _server = new ProtocolServer(options, new Sessions(Store, options, setup), NullLogger.Instance);
    }

    public IMessageStore Store { get; }

    public int Port => _server.EndPoints[0].Port;

    public string PortText => Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>The file with the server's certificate.</summary>
    public string Certificate => this["certificate.pem"];

    /// <summary>A file of the test, removed with the server.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    public static async Task<TestServer> StartAsync(ServerSetup? setup = null)
    {
        var server = new TestServer(setup ?? new ServerSetup());
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

    private SmtpServerOptions Options(ServerSetup setup)
    {
        var options = new SmtpServerOptions { MaxConnectionsPerAddress = 0, Protocol = { HostName = "mx.example" } };
        options.Listen.Add(setup.Listen);
        if (setup.HasCertificate)
        {
            File.WriteAllText(Certificate, TestCertificates.Pem(TestCertificates.Create("mx.example")));
            options.Tls.Certificate = Certificate;
        }

        if (setup.Users.Count > 0)
        {
            options.Users = this["users"];
            File.WriteAllLines(options.Users, setup.Users);
        }

        setup.Configure(options);
        return options;
    }

    private sealed class Sessions(IMessageStore store, SmtpServerOptions options, ServerSetup setup) : ISessionFactory
    {
        private readonly SmtpReceiverSetup _receivers = new(options, NullLogger.Instance);
        private readonly ServeLog _log = new(TextWriter.Null, TextWriter.Null);
        private readonly SaslServer? _sasl = setup.Credentials is null ? null : new SaslServer(setup.Credentials);

        public SessionLease Create()
        {
            var handler = new ServedReceiver(store, "en", _log, page: null) { WritesTrace = setup.WritesTrace, Sasl = _sasl };
            _receivers.Prepare(handler);
            return new(new SmtpSession(handler, options.Protocol));
        }
    }
}
