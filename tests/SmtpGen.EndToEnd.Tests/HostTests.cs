using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmtpGen.Envelopes;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Server.Hosting;

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
                received.Add((envelope.ReversePath, [.. envelope.ForwardPaths], await body.ToArrayAsync(ct)));
                return SmtpMessageResult.Queued("1");
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

    [Fact(Timeout = 300_000)]
    public async Task One_handler_serves_SMTP_and_LMTP_in_one_host()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var protocols = new ConcurrentQueue<string>();
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(protocols);
        builder.Services.AddSmtpServer<Noting>(options => options.Listen.Add("127.0.0.1:0"));
        builder.Services.AddLmtpServer<Noting>(options => options.Listen.Add("127.0.0.1:0"));
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        int smtp = host.Services.GetRequiredService<ProtocolServerService<SmtpServerOptions>>().Server.EndPoints[0].Port;
        int lmtp = host.Services.GetRequiredService<ProtocolServerService<LmtpServerOptions>>().Server.EndPoints[0].Port;

        await Mail.SendAsync(smtp, null, Mail.Create("by SMTP"));
        using var client = new TcpClient("127.0.0.1", lmtp);
        using var reader = new StreamReader(client.GetStream());
        await client.GetStream().WriteAsync(
            "LHLO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<bob@mx.example>\r\nRCPT TO:<bob@mx.example>\r\nBDAT 4 LAST\r\nHi\r\nQUIT\r\n"u8.ToArray(),
            cancellationToken);
        string said = await reader.ReadToEndAsync(cancellationToken);
        await host.StopAsync(cancellationToken);

        Assert.Equal(["Smtp", "Lmtp"], protocols);
        Assert.Contains("250 2.0.0 Stored as 7\r\n250 2.0.0 Stored as 7\r\n221 ", said);
    }

    private sealed class Noting(ConcurrentQueue<string> protocols) : SmtpReceiver
    {
        protected override ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
        {
            protocols.Enqueue(Session.Protocol);
            return new(SmtpMessageResult.Queued("7"));
        }
    }
}
