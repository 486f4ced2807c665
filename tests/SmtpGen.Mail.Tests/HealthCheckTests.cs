using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;

namespace SmtpGen.Mail.Tests;

public sealed class HealthCheckTests : IDisposable
{
    private const int Timeout = 120_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-health-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = Timeout)]
    public async Task Servers_are_healthy_while_they_serve_and_degraded_at_their_limit()
    {
        await using var store = MaildirMessageStore.Open(Path.Combine(_folder.FullName, "mail"));
        using var host = Build(store);
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync(host, "smtpgen.servers"));
        await host.StartAsync(Token);
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(host, "smtpgen.servers"));

        var server = host.Services.GetRequiredKeyedService<ProtocolServerService<SmtpServerOptions>>("mx").Server;
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(server.EndPoints[0], Token);
            using var reader = new StreamReader(client.GetStream());
            Assert.StartsWith("220", await reader.ReadLineAsync(Token), StringComparison.Ordinal);
            Assert.Equal(HealthStatus.Degraded, await StatusAsync(host, "smtpgen.servers"));
        }

        while (server.Connections > 0)
            await Task.Delay(5, Token);
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(host, "smtpgen.servers"));
        await host.StopAsync(Token);
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync(host, "smtpgen.servers"));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_store_is_healthy_while_it_can_be_read()
    {
        await using var store = MaildirMessageStore.Open(Path.Combine(_folder.FullName, "mail"));
        using var host = Build(store);
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(host, "smtpgen.store"));
        Directory.Delete(Path.Combine(_folder.FullName, "mail"), recursive: true);
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync(host, "smtpgen.store"));
    }

    private static IHost Build(IMessageStore store)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSmtpServer("mx", store, options =>
        {
            options.Listen.Add("127.0.0.1:0");
            options.MaxConnections = 1;
        });
        builder.Services.AddLmtpServer(store, options => options.Listen.Add("127.0.0.1:0"));
        builder.Services.AddSmtpServerHealthChecks();
        return builder.Build();
    }

    private static async Task<HealthStatus> StatusAsync(IHost host, string check) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token)).Entries[check].Status;
}
