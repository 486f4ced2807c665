using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Tests;

namespace SmtpGen.Server.Kestrel.Tests;

/// <summary>What is wrong is told when the application starts.</summary>
public sealed class OptionsTests
{
    [Fact]
    public async Task Where_to_listen_is_said_to_Kestrel()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => MailHost.StartAsync(options => options.Listen.Add("127.0.0.1:2525")));
        Assert.Equal(
            "Smtp:Listen holds '127.0.0.1:2525', but Kestrel listens for this server; take it out and name the address there.",
            Assert.Single(wrong.Failures));
    }

    [Fact]
    public async Task How_many_may_wait_is_said_to_Kestrel()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => ServeAsync(options => options.Server.Backlog = 10));
        Assert.Equal("Backlog is 10, but Kestrel listens for this server; take it out and set it there.", Assert.Single(wrong.Failures));
    }

    [Fact]
    public async Task Another_wrong_value_is_told_alike()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => ServeAsync(options => options.Server.MaxConnections = -1));
        Assert.Equal("MaxConnections is -1; it must be 1 or more, or 0 for no limit.", Assert.Single(wrong.Failures));
    }

    [Fact]
    public async Task TLS_from_the_start_needs_a_certificate()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => MailHost.StartAsync(connections: options => options.IsTls = true));
        Assert.StartsWith("IsTls is true, but there is no certificate;", Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_may_stand_in_either_place()
    {
        using var certificate = TestCertificates.Create();
        await using var host = await MailHost.StartAsync(connections: options =>
        {
            options.IsTls = true;
            options.Tls = new SslServerAuthenticationOptions { ServerCertificate = certificate };
        });
        using var client = await host.ConnectAsync(MailKit.Security.SecureSocketOptions.SslOnConnect);
        Assert.True(client.IsEncrypted);
    }

    [Fact]
    public async Task Handshakes_without_a_certificate_or_with_renegotiation_are_refused()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(
            () => MailHost.StartAsync(connections: options => options.Tls = new() { AllowRenegotiation = true }));
        Assert.Equal(2, wrong.Failures.Count());
    }

    [Fact]
    public async Task A_PROXY_header_needs_proxies_that_are_trusted()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => MailHost.StartAsync(connections: options => options.IsProxied = true));
        Assert.StartsWith("IsProxied is true, but TrustedProxies is empty;", Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_listens_by_itself_is_not_listened_for()
    {
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(
            builder => builder.Services.AddSmtpServer(
                (_, _, _) => new(SmtpMessageResult.Queued("x")), options => options.Listen.Add("127.0.0.1:0")),
            listen => listen.UseProtocolServer<SmtpServerOptions>()));
        Assert.Contains("call ListenByKestrel()", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_must_have_been_added()
    {
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StartAsync(_ => { }, listen => listen.UseProtocolServer<SmtpServerOptions>("mx")));
        Assert.Equal("No server with options of the type SmtpServerOptions and the name \"mx\" was added to the services.", wrong.Message);
    }

    [Fact]
    public async Task Each_of_several_servers_is_found_by_its_name()
    {
        await using var application = await StartAsync(
            builder => builder.Services.AddSmtpServer(
                "mx", (_, _, _) => new(SmtpMessageResult.Queued("x")), options =>
                {
                    options.ListenByKestrel();
                    options.Protocol.HostName = "mx.example";
                }),
            listen => listen.UseProtocolServer<SmtpServerOptions>("mx"));
        using var client = await PingClient.ConnectAsync(IPEndPoint.Parse(new Uri(application.Urls.Last()).Authority));
        Assert.StartsWith("220 mx.example ", await client.LineAsync(), StringComparison.Ordinal);
    }

    private static Task ServeAsync(Action<ProtocolListenOptions> configure) =>
        StartAsync(_ => { }, listen => listen.UseProtocol(_ => new PingSession(new PingOptions()), configure));

    private static async Task<WebApplication> StartAsync(Action<WebApplicationBuilder> add, Action<IConnectionBuilder> use)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        add(builder);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => use(listen)));
        var application = builder.Build();
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }
}
