using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Sasl;
using SmtpGen.Server.Hosting;
using SmtpGen.Tests;

namespace SmtpGen.Mail.Tests.Maildrops;

/// <summary>A POP3 server on free ports of the loopback address: the first plain, the second with TLS if there is TLS.</summary>
internal sealed class Pop3Server : IAsyncDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly ProtocolServer _server;

    private Pop3Server(string kind, bool hasTls, Action<Pop3ServerOptions>? configure)
    {
        Mail = new MailStore(kind);
        var options = new Pop3ServerOptions { MaxConnectionsPerAddress = 0 };
        options.Protocol.HostName = MailStore.HostName;
        options.Listen.Add("127.0.0.1:0");
        if (hasTls)
        {
            using var certificate = TestCertificates.Create();
            options.Tls.Certificate = _certificates.WritePem(certificate);
            options.Listen.Add("127.0.0.1:0 tls");
        }

        configure?.Invoke(options);
        var authentication = new SaslOptions { AllowPlaintextWithoutTls = !hasTls };
        _server = new ProtocolServer(options, new MaildropSessions(Mail.Store, Mail.Users, authentication, options), NullLogger.Instance);
    }

    public MailStore Mail { get; }

    public int Port => _server.EndPoints[0].Port;

    public int TlsPort => _server.EndPoints[1].Port;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public static async Task<Pop3Server> StartAsync(string kind = "sqlite", bool hasTls = false, Action<Pop3ServerOptions>? configure = null)
    {
        var server = new Pop3Server(kind, hasTls, configure);
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await Mail.DisposeAsync();
        _certificates.Dispose();
    }
}
