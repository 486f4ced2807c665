using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SmtpGen.Envelopes;
using SmtpGen.Mail;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>Several servers of one protocol in a host: each has a handler and options of its own.</summary>
public class NamedServersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Mail_from_elsewhere_and_submission_are_served_by_their_own_handlers_with_their_own_options()
    {
        var builder = Builder(("Smtp:mx:Listen:0", "127.0.0.1:0"), ("Smtp:mx:Protocol:MessageSize", "70000"), ("Smtp:submission:Listen:0", "127.0.0.1:0"));
        builder.Services.AddSmtpServer<Mx>("mx", options => options.Protocol.HostName = "mx.example");
        builder.Services.AddSmtpServer(
            "submission",
            async (_, body, cancellationToken) => SmtpMessageResult.Queued($"submitted {(await body.ToArrayAsync(cancellationToken)).Length}"),
            options => options.Protocol.MessageSize = 80000);
        using var host = builder.Build();
        await host.StartAsync(Token);

        string mx = await SayAsync(Server<SmtpServerOptions>(host, "mx"), "EHLO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<a@elsewhere.example>\r\nRCPT TO:<a@mx.example>\r\nBDAT 4 LAST\r\nHi\r\nQUIT\r\n");
        string submission = await SayAsync(Server<SmtpServerOptions>(host, "submission"), "EHLO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<a@elsewhere.example>\r\nBDAT 4 LAST\r\nHi\r\nQUIT\r\n");
        await host.StopAsync(Token);

        Assert.StartsWith("220 mx.example ", mx);
        Assert.Contains("SIZE 70000\r\n", mx);
        Assert.Contains("550 5.1.1 ", mx);
        Assert.Contains("250 2.0.0 Stored as from elsewhere\r\n", mx);
        Assert.Contains("SIZE 80000\r\n", submission);
        Assert.DoesNotContain("550 ", submission);
        Assert.Contains("250 2.0.0 Stored as submitted 4\r\n", submission);
    }

    [Fact(Timeout = 300_000)]
    public async Task One_without_a_name_stands_beside_those_that_have_one()
    {
        var builder = Builder(("Smtp:Listen:0", "127.0.0.1:0"), ("Lmtp:in:Listen:0", "127.0.0.1:0"), ("Lmtp:each:Listen:0", "127.0.0.1:0"), ("Pop3:out:Listen:0", "127.0.0.1:0"));
        builder.Services.AddSmtpServer<Mx>().AddSmtpServer<Mx>("other", options => options.Listen.Add("127.0.0.1:0"))
            .AddLmtpServer<Mx>("in").AddLmtpServer<Each>("each").AddPop3Server<Drop>("out");
        using var host = builder.Build();
        await host.StartAsync(Token);

        string smtp = await SayAsync(host.Services.GetRequiredService<ProtocolServerService<SmtpServerOptions>>().Server, "QUIT\r\n");
        string other = await SayAsync(Server<SmtpServerOptions>(host, "other"), "QUIT\r\n");
        string[] lmtp = [await SayAsync(Server<LmtpServerOptions>(host, "in"), "QUIT\r\n"), await SayAsync(Server<LmtpServerOptions>(host, "each"), "QUIT\r\n")];
        string pop3 = await SayAsync(Server<Pop3ServerOptions>(host, "out"), "QUIT\r\n");
        await host.StopAsync(Token);

        Assert.All([smtp, other, .. lmtp], said => Assert.Matches("^220 .*\r\n221 ", said));
        Assert.StartsWith("+OK ", pop3);
    }

    [Fact]
    public void Two_servers_that_cannot_be_told_apart_are_refused()
    {
        Refused(services => services.AddSmtpServer<Mx>().AddSmtpServer<Mx>(), "\"Smtp\"");
        Refused(services => services.AddSmtpServer<Mx>("mx").AddSmtpServer("mx", (_, _, _) => new(SmtpMessageResult.Queued("1"))), "\"Smtp:mx\"");
        Refused(services => services.AddLmtpServer<Mx>().AddLmtpServer<Each>(), "\"Lmtp\"");
        Refused(services => services.AddPop3Server<Drop>("a").AddPop3Server<Drop>("a"), "\"Pop3:a\"");
        Assert.Contains("a colon", Assert.Throws<ArgumentException>(() => new ServiceCollection().AddSmtpServer<Mx>("a:b")).Message);
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddLmtpServer<Mx>(" "));
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddPop3Server<Drop>((string)null!));
    }

    [Fact]
    public async Task What_is_wrong_in_the_options_of_one_is_told_with_its_section_and_of_no_other()
    {
        var builder = Builder(("Smtp:mx:Listen:0", "127.0.0.1:0"), ("Smtp:submission:Listen:0", "127.0.0.1:0"), ("Smtp:submission:MaxConnections", "-1"));
        builder.Services.AddSmtpServer<Mx>("mx").AddSmtpServer<Mx>("submission");
        using var host = builder.Build();
        var each = Builder(("Lmtp:each:Listen:0", "127.0.0.1:0"), ("Lmtp:each:AnyLogin", "true"));
        each.Services.AddLmtpServer<Each>("each");
        using var lmtp = each.Build();

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));
        var withoutEffect = await Assert.ThrowsAsync<OptionsValidationException>(() => lmtp.StartAsync(Token));

        Assert.Contains("Smtp:submission:", wrong.Message);
        Assert.DoesNotContain("Smtp:mx:", wrong.Message);
        Assert.Contains("Lmtp:each:AnyLogin", withoutEffect.Message);
    }

    private static HostApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        return builder;
    }

    private static void Refused(Action<IServiceCollection> add, string section) =>
        Assert.Contains(section, Assert.Throws<InvalidOperationException>(() => add(new ServiceCollection())).Message);

    private static ProtocolServer Server<TOptions>(IHost host, string name)
        where TOptions : ServerOptions => host.Services.GetRequiredKeyedService<ProtocolServerService<TOptions>>(name).Server;

    private static async Task<string> SayAsync(ProtocolServer server, string lines)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.EndPoints[0], Token);
        using var reader = new StreamReader(client.GetStream());
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(lines), Token);
        return await reader.ReadToEndAsync(Token);
    }

    private sealed class Mx : SmtpReceiver
    {
        protected override ValueTask<SmtpRcptResult> JudgeRecipientAsync(SmtpRcptArguments rcpt, CancellationToken cancellationToken) =>
            new(rcpt.ForwardPathDomain.EqualsIgnoreCase("mx.example"u8) ? SmtpRcptResult.RecipientOk() : SmtpRcptResult.NoSuchMailbox());

        protected override ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken) =>
            new(SmtpMessageResult.Queued("from elsewhere"));
    }

    private sealed class Each : LmtpHandler
    {
        protected override ValueTask OnMessageAsync(MessageBody body, LmtpMessageResults results, CancellationToken cancellationToken) => default;
    }

    private sealed class Drop : Pop3Handler
    {
        protected override ValueTask<Pop3PassResult> OnPassAsync(Pop3PassArguments arguments, CancellationToken cancellationToken) => new(Pop3PassResult.MaildropInUse());
    }
}
