using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmtpGen.Mail;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Runtime;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>Clients that send the next commands with the last are told of a stop, and what was kept is answered.</summary>
public class PipeliningStopTests
{
    [Fact(Timeout = 300_000)]
    public async Task LMTP_answers_every_recipient_of_what_was_kept_and_then_421()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        for (int stop = 0; stop < 5; stop++)
        {
            var builder = Host.CreateApplicationBuilder();
            var log = new KeptLog();
            builder.Services.AddSingleton(log);
            builder.Services.AddLmtpServer<Keeping>(Configure);
            using var host = builder.Build();
            await host.StartAsync(cancellationToken);
            var server = host.Services.GetRequiredService<ProtocolServerService<LmtpServerOptions>>().Server;
            var clients = Enumerable.Range(0, 3).Select(_ => TalkAsync(
                server,
                "LHLO client.example\r\n",
                "MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\nRCPT TO:<b@mx.example>\r\nRCPT TO:<c@mx.example>\r\nDATA\r\nhi\r\n.\r\n")).ToList();
            while (log.Kept < 10)
                await Task.Delay(1, cancellationToken);
            await server.StopAsync(cancellationToken);

            string[][] said = await Task.WhenAll(clients);

            Assert.All(said, lines => Assert.StartsWith("421 4.3.2 ", lines[^1]));
            Assert.Equal(3 * log.Kept, said.Sum(lines => lines.Count(line => line.Contains(" Stored as ", StringComparison.Ordinal))));
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task POP3_answers_what_it_has_read_and_then_says_that_it_stops()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var builder = Host.CreateApplicationBuilder();
        var log = new KeptLog();
        builder.Services.AddSingleton(log);
        builder.Services.AddPop3Server<Knowing>(options =>
        {
            Configure(options);
            options.Protocol.TlsBeforePassword = false;
        });
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var server = host.Services.GetRequiredService<ProtocolServerService<Pop3ServerOptions>>().Server;
        var client = TalkAsync(server, "", "USER bob\r\nPASS secret\r\n");
        while (log.Kept < 5)
            await Task.Delay(1, cancellationToken);
        await server.StopAsync(cancellationToken);

        string[] lines = await client;

        Assert.StartsWith("-ERR [SYS/TEMP] ", lines[^1]);
        Assert.Equal(log.Kept, lines.Count(line => line.StartsWith("-ERR [IN-USE] ", StringComparison.Ordinal)));
    }

    private static void Configure(ServerOptions options)
    {
        options.Listen.Add("127.0.0.1:0");

        // Served on for all of it, the test would not end.
        options.StopGrace = TimeSpan.FromDays(1);
        options.CloseTime = TimeSpan.FromMinutes(1);
    }

    // The lines that came until the server was done; what is sent never waits for them.
    private static async Task<string[]> TalkAsync(ProtocolServer server, string begin, string group)
    {
        using var client = new Conversation(server.EndPoints[0].Port);
        using var sending = new CancellationTokenSource();
        var sent = SendAsync();
        var lines = new List<string>();
        while (await client.LineAsync() is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("421 ", StringComparison.Ordinal) || line.StartsWith("-ERR [SYS/TEMP]", StringComparison.Ordinal))
                break;
        }

        await sending.CancelAsync();
        await sent;
        return [.. lines];

        async Task SendAsync()
        {
            // In halves, so that the end of a group and the beginning of the next arrive together.
            int half = group.Length - 3;
            await client.SendAsync(begin + group[..half]);
            while (!sending.IsCancellationRequested)
            {
                await Task.Delay(1, CancellationToken.None);
                await client.SendAsync(group[half..] + group[..half]);
            }
        }
    }

    private sealed class KeptLog
    {
        private int _kept;

        public int Kept => Volatile.Read(ref _kept);

        public void Add() => Interlocked.Increment(ref _kept);
    }

    private sealed class Keeping(KeptLog log) : LmtpHandler
    {
        protected override async ValueTask OnMessageAsync(MessageBody body, LmtpMessageResults results, CancellationToken cancellationToken)
        {
            await body.ToArrayAsync(cancellationToken);
            log.Add();
            for (int i = 0; i < results.Count; i++)
                results[i] = LmtpMessageResult.Queued("1");
        }
    }

    private sealed class Knowing(KeptLog log) : Pop3Handler
    {
        protected override ValueTask<Pop3PassResult> OnPassAsync(Pop3PassArguments arguments, CancellationToken cancellationToken)
        {
            log.Add();
            return new(Pop3PassResult.MaildropInUse());
        }
    }
}
