using System.Collections.Concurrent;
using System.Net;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Server.Kestrel.Tests;

/// <summary>A web application that serves HTTP on its first address and SMTP on its second.</summary>
internal sealed class MailHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private MailHost(WebApplication application) => _application = application;

    /// <summary>The messages that were received.</summary>
    public ConcurrentQueue<MimeMessage> Received { get; } = new();

    public ProtocolServer Server => _application.Services.GetRequiredService<ProtocolServerService<SmtpServerOptions>>().Server;

    public Uri Web => new(_application.Urls.First());

    public int MailPort => new Uri(_application.Urls.Last()).Port;

    /// <summary>Starts it.</summary>
    /// <param name="configure">Changes the options of the SMTP server.</param>
    /// <param name="before">What is in front of the SMTP server, such as TLS.</param>
    /// <param name="connections">Says how its connections begin.</param>
    /// <param name="receive">Takes a message, before it is kept.</param>
    public static async Task<MailHost> StartAsync(
        Action<SmtpServerOptions>? configure = null,
        Action<ListenOptions>? before = null,
        Action<ProtocolConnectionOptions>? connections = null,
        MessageCallback? receive = null)
    {
        MailHost host = null!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSmtpServer(
            async (envelope, body, cancellationToken) =>
            {
                if (receive is not null && await receive(envelope, body, cancellationToken) is { IsPositive: false } refusal)
                    return refusal;
                using var content = new MemoryStream(await body.ToArrayAsync(cancellationToken));
                host.Received.Enqueue(await MimeMessage.LoadAsync(content, cancellationToken));
                return SmtpMessageResult.Queued($"{host.Received.Count}");
            },
            options =>
            {
                options.ListenByKestrel();
                configure?.Invoke(options);
            });
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                before?.Invoke(listen);
                listen.UseProtocolServer<SmtpServerOptions>(configure: connections);
            });
        });
        var application = builder.Build();
        application.MapGet("/", () => $"{host.Received.Count} messages");
        host = new MailHost(application);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>A client of MailKit's that trusts any certificate.</summary>
    public async Task<SmtpClient> ConnectAsync(SecureSocketOptions security)
    {
        var client = new SmtpClient { ServerCertificateValidationCallback = (_, _, _, _) => true };
        await client.ConnectAsync("127.0.0.1", MailPort, security, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>What the web says.</summary>
    public async Task<string> GetAsync()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(Web, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(true));
        await _application.DisposeAsync();
    }
}
