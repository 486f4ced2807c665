using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Envelopes;
using SmtpGen.Mail;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Runtime;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;
using SmtpGen.Testing;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>An upgrade is offered, and taken, where there is a certificate, however the server is hosted.</summary>
public sealed class UpgradeOfferTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_of_SMTP_in_a_host(bool hasCertificate) => await HostAsync<SmtpServerOptions>(
        (services, configure) => services.AddSmtpServer<Receiver>(configure), hasCertificate, "EHLO", "STARTTLS");

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_of_SMTP_that_serves_LMTP(bool hasCertificate) => await HostAsync<LmtpServerOptions>(
        (services, configure) => services.AddLmtpServer<Receiver>(configure), hasCertificate, "LHLO", "STARTTLS");

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_of_LMTP_that_answers_each_recipient(bool hasCertificate) => await HostAsync<LmtpServerOptions>(
        (services, configure) => services.AddLmtpServer<EachRecipient>(configure), hasCertificate, "LHLO", "STARTTLS");

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_of_POP3(bool hasCertificate) => await HostAsync<Pop3ServerOptions>(
        (services, configure) => services.AddPop3Server<Anybody>(configure), hasCertificate, "CAPA", "STLS");

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_is_made_by_hand(bool hasCertificate)
    {
        var options = new ServerOptions();
        Configure(options, hasCertificate);
        await using var server = new ProtocolServer(options, new ByHand(), NullLogger.Instance);
        await server.StartAsync(TestContext.Current.CancellationToken);
        await AssertOfferAsync(server.EndPoints[0].Port, hasCertificate, "LHLO", "STARTTLS");
    }

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_in_a_test(bool hasCertificate)
    {
        await using var server = await SmtpTestServer.StartAsync(
            options => options.StartTls = hasCertificate, TestContext.Current.CancellationToken);
        await AssertOfferAsync(server.Port, hasCertificate, "EHLO", "STARTTLS");
    }

    private static async Task AssertOfferAsync(int port, bool isOffered, string greeting, string upgrade)
    {
        bool isPop3 = greeting == "CAPA";
        string greets = isPop3 ? "CAPA\r\n" : $"{greeting} client.example\r\n";
        using (var client = new Conversation(port))
        {
            await client.SendAsync(greets + "QUIT\r\n");
            Assert.Equal(isOffered, (await client.ToEndAsync()).Contains(upgrade, StringComparison.Ordinal));
        }

        using (var client = new Conversation(port))
        {
            await client.SendAsync($"{(isPop3 ? "" : greets)}{upgrade}\r\n");
            await client.LineAsync();
            string? line = await client.LineAsync();
            while (line?.StartsWith("250", StringComparison.Ordinal) == true)
                line = await client.LineAsync();
            Assert.StartsWith((isPop3, isOffered) switch
            {
                (true, true) => "+OK ",
                (true, false) => "-ERR ",
                (false, true) => "220 ",
                (false, false) => "502 ",
            }, line);
        }
    }

    private async Task HostAsync<TOptions>(
        Action<IServiceCollection, Action<TOptions>> add, bool hasCertificate, string greeting, string upgrade)
        where TOptions : ServerOptions
    {
        var builder = Host.CreateApplicationBuilder();
        add(builder.Services, options => Configure(options, hasCertificate));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        int port = host.Services.GetRequiredService<ProtocolServerService<TOptions>>().Server.EndPoints[0].Port;
        await AssertOfferAsync(port, hasCertificate, greeting, upgrade);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private void Configure(ServerOptions options, bool hasCertificate)
    {
        options.Listen.Add("127.0.0.1:0");
        if (hasCertificate)
            options.Tls.Certificate = _certificates.WritePem(TestCertificates.Create());
    }

    private sealed class ByHand : ISessionFactory
    {
        public SessionLease Create() => new(new LmtpSession(new EachRecipient(), new LmtpOptions()));
    }

    private sealed class Receiver : SmtpReceiver
    {
        protected override ValueTask<Protocols.Smtp.SmtpMessageResult> ReceiveAsync(
            MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken) => new(Protocols.Smtp.SmtpMessageResult.Queued("1"));
    }

    private sealed class EachRecipient : LmtpHandler
    {
        protected override ValueTask OnMessageAsync(MessageBody body, LmtpMessageResults results, CancellationToken cancellationToken) => default;
    }

    private sealed class Anybody : Pop3Handler;
}
