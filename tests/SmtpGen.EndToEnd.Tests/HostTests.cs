using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server.Hosting;
using SmtpGen.Server.Smtp;

namespace SmtpGen.EndToEnd.Tests;

public class HostTests
{
    [Fact(Timeout = 300_000)]
    public async Task A_host_of_five_lines_receives_a_message()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var received = new List<(string Sender, string[] Recipients, byte[] Body)>();
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSmtpServer(
            async (envelope, body, ct) =>
            {
                received.Add((envelope.Sender, [.. envelope.Recipients.Select(recipient => recipient.Address)], await body.ToArrayAsync(ct)));
                return MessageResult.Queued("1");
            },
            options => options.Listen.Add("127.0.0.1:0"));
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        int port = host.Services.GetRequiredService<ProtocolServerService<SmtpServerOptions>>().Server.EndPoints[0].Port;
        var message = Mail.Create("to the host");

        await Mail.SendAsync(port, null, message);
        await host.StopAsync(cancellationToken);

        var (sender, recipients, octets) = Assert.Single(received);
        Assert.Equal("alice@client.example", sender);
        Assert.Equal(["bob@mx.example"], recipients);
        Assert.Equal(Mail.Octets(message), octets);
    }
}
