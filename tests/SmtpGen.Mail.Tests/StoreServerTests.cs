using System.Net;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;

namespace SmtpGen.Mail.Tests;

/// <summary>A server that keeps mail for some domains, as an application has it in five lines.</summary>
public sealed class StoreServerTests : IDisposable
{
    private const int Timeout = 120_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-mail-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = Timeout)]
    public async Task Mail_for_the_domains_is_in_the_store_when_it_is_acknowledged_and_other_mail_is_refused()
    {
        await using var store = MaildirMessageStore.Open(Path.Combine(_folder.FullName, "mail"));
        using var host = Build(services => services.AddSmtpServer(store, options => Configure(options)));
        await host.StartAsync(Token);
        using var client = await ConnectAsync(host);

        Assert.StartsWith("2.0.0 Stored as ", await SendAsync(client, "bob@EXAMPLE.org"), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync(client, "bob@elsewhere.example"));

        Assert.Equal((550, "5.7.1 This server does not accept mail for that domain"), ((int)refused.StatusCode, refused.Message));
        var stored = Assert.Single(await ListAsync(store));
        Assert.Equal(("alice@client.example", "bob@EXAMPLE.org"), (stored.Envelope.ReversePath, Assert.Single(stored.Envelope.ForwardPaths)));
        Assert.Equal(("client.example", "ESMTP"), (stored.Envelope.ClientName, stored.Envelope.Protocol));
        using var message = await store.OpenAsync(stored.Id, Token);
        var headers = (await MimeMessage.LoadAsync(message, Token)).Headers;
        Assert.Equal("<alice@client.example>", headers[HeaderId.ReturnPath]);
        Assert.Contains("from client.example", headers[HeaderId.Received], StringComparison.Ordinal);
        await host.StopAsync(Token);
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_has_logged_in_may_send_anywhere()
    {
        string users = Path.Combine(_folder.FullName, "users");
        File.WriteAllText(users, "alice:{PLAIN}secret\n");
        await using var store = MaildirMessageStore.Open(Path.Combine(_folder.FullName, "mail"));
        using var host = Build(services => services.AddSmtpServer("submission", store, options =>
        {
            Configure(options);
            options.Users = users;
            options.AllowPlaintextWithoutTls = true;
        }));
        await host.StartAsync(Token);
        using var client = await ConnectAsync(host, "submission");

        await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync(client, "bob@elsewhere.example"));
        await client.AuthenticateAsync("alice", "secret", Token);
        await SendAsync(client, "bob@elsewhere.example");

        Assert.Equal("alice", Assert.Single(await ListAsync(store)).Envelope.AuthenticatedAs);
        await host.StopAsync(Token);
    }

    [Fact(Timeout = Timeout)]
    public async Task Mail_that_comes_by_LMTP_is_kept_alike()
    {
        await using var store = MaildirMessageStore.Open(Path.Combine(_folder.FullName, "mail"));
        using var host = Build(services => services.AddLmtpServer(store, options => Configure(options)));
        await host.StartAsync(Token);
        var server = host.Services.GetRequiredService<ProtocolServerService<LmtpServerOptions>>().Server;
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(server.EndPoints[0], Token);
        using var reader = new StreamReader(socket.GetStream());
        await socket.GetStream().WriteAsync(
            "LHLO client.example\r\nMAIL FROM:<alice@client.example>\r\nRCPT TO:<bob@example.org>\r\nRCPT TO:<bob@elsewhere.example>\r\nDATA\r\n"u8.ToArray(), Token);
        string? line;
        while ((line = await reader.ReadLineAsync(Token))?.StartsWith("354", StringComparison.Ordinal) == false)
            Assert.False(line.StartsWith("550", StringComparison.Ordinal) && !line.StartsWith("550 5.7.1", StringComparison.Ordinal), line);
        await socket.GetStream().WriteAsync("Subject: x\r\n\r\nx\r\n.\r\nQUIT\r\n"u8.ToArray(), Token);

        Assert.StartsWith("250 2.0.0 Stored as ", await reader.ReadLineAsync(Token), StringComparison.Ordinal);
        Assert.Equal("LMTP", Assert.Single(await ListAsync(store)).Envelope.Protocol);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_domain_that_is_none_is_told_when_the_host_starts()
    {
        await using var store = MaildirMessageStore.Open(Path.Combine(_folder.FullName, "mail"));
        using var host = Build(services => services.AddSmtpServer(store, options =>
        {
            Configure(options);
            options.Domains.Add("bob@example.org");
        }));

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Equal("Smtp:Domains holds 'bob@example.org'; it must be a domain, such as example.org.", exception.Message);
    }

    private static void Configure(MailServerOptions options)
    {
        options.Listen.Add("127.0.0.1:0");
        options.Domains.Add("example.org");
    }

    private static IHost Build(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        configure(builder.Services);
        return builder.Build();
    }

    private static async Task<SmtpClient> ConnectAsync(IHost host, string? name = null)
    {
        var service = name is null
            ? host.Services.GetRequiredService<ProtocolServerService<SmtpServerOptions>>()
            : host.Services.GetRequiredKeyedService<ProtocolServerService<SmtpServerOptions>>(name);
        var client = new SmtpClient { LocalDomain = "client.example" };
        await client.ConnectAsync(IPAddress.Loopback.ToString(), service.Server.EndPoints[0].Port, SecureSocketOptions.None, Token);
        return client;
    }

    private static Task<string> SendAsync(SmtpClient client, string recipient)
    {
        var message = new MimeMessage { Subject = "x", Body = new TextPart("plain") { Text = "x" } };
        return client.SendAsync(message, new MailboxAddress("", "alice@client.example"), [new MailboxAddress("", recipient)], Token);
    }

    private static async Task<List<StoredMessage>> ListAsync(IMessageStore store)
    {
        var messages = new List<StoredMessage>();
        await foreach (var message in store.ListAsync(cancellationToken: Token))
            messages.Add(message);
        return messages;
    }
}
