using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;

namespace SmtpGen.Forwarding.Tests;

/// <summary>A server that hands its mail on, as an application has it.</summary>
public class HostTests
{
    private const int Timeout = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Timeout)]
    public async Task Mail_that_is_received_is_handed_on_and_tried_again_where_it_must_be()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Mail).Nth(1).Reply(SmtpReply.TryLater);
        using var host = Build(relay);
        await host.StartAsync(Token);

        await SendAsync(host, "bob@mx.example");

        var message = await relay.Server.WaitForMessageAsync(timeout: TimeSpan.FromSeconds(60), cancellationToken: Token);
        Assert.Equal("bob@mx.example", Assert.Single(message.Envelope.ForwardPaths));
        Assert.StartsWith("Received: from client.example", System.Text.Encoding.ASCII.GetString(message.Octets.Span), StringComparison.Ordinal);
        await WaitUntilEmptyAsync(relay);
        await host.StopAsync(Token);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_notification_goes_the_same_way_as_the_mail_and_stays_where_it_cannot()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Rcpt).Reply(SmtpReply.RecipientRefused);
        using var host = Build(relay);
        await host.StartAsync(Token);

        await SendAsync(host, "bob@mx.example");

        var queue = await relay.Store.OpenQueueAsync(MailForwardingServiceCollectionExtensions.QueueName, cancellationToken: Token);
        while ((await queue.GetStatusAsync(Token)).Dead == 0)
            await Task.Delay(20, Token);
        var dead = Assert.Single(await queue.ListDeadAsync(Token).ToListAsync(Token));
        Assert.Equal("alice@client.example", Assert.Single(dead.Message.Envelope.ForwardPaths));
        Assert.Contains("<alice@client.example>", dead.Reason, StringComparison.Ordinal);
        relay.Server.Faults.Clear();
        await queue.ReviveAsync(dead.Message.Id, Token);
        var report = await relay.Server.WaitForMessageAsync(timeout: TimeSpan.FromSeconds(60), cancellationToken: Token);
        Assert.Equal("", report.Envelope.ReversePath);
        Assert.IsType<MultipartReport>(report.Mime.Body);
        await WaitUntilEmptyAsync(relay);
        await host.StopAsync(Token);
    }

    private static IHost Build(Relay relay)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSmtpServer(relay.Store, options =>
        {
            options.Listen.Clear();
            options.Listen.Add("127.0.0.1:0");
        });
        // A store without queues is nothing to the forwarding, notifications included, though it is added last.
        builder.Services.AddSingleton<IMessageStore>(new UnusedStore());
        builder.Services.AddMailForwarding(relay.Options with { FirstDelay = TimeSpan.FromMilliseconds(50), Clock = TimeProvider.System });
        return builder.Build();
    }

    private static async Task SendAsync(IHost host, string to)
    {
        using var client = new SmtpClient { LocalDomain = "client.example" };
        var server = host.Services.GetRequiredService<ProtocolServerService<SmtpServerOptions>>().Server;
        await client.ConnectAsync("127.0.0.1", server.EndPoints[0].Port, SecureSocketOptions.None, Token);
        using var message = new MimeMessage { Subject = "relayed", Body = new TextPart("plain") { Text = "Hello" } };
        await client.SendAsync(message, new MailboxAddress("", "alice@client.example"), [new MailboxAddress("", to)], Token);
        await client.DisconnectAsync(quit: true, Token);
    }

    private static async Task WaitUntilEmptyAsync(Relay relay)
    {
        while ((await relay.ListAsync()).Count > 0)
            await Task.Delay(20, Token);
    }

    private sealed class UnusedStore : IMessageStore
    {
        public ValueTask<IMessageWriter> BeginAsync(ReceivedEnvelope envelope, CancellationToken cancellationToken = default) => throw Unexpected();

        public IAsyncEnumerable<StoredMessage> ListAsync(CancellationToken cancellationToken = default) => throw Unexpected();

        public IAsyncEnumerable<StoredMessage> ListNewestAsync(string? before = null, CancellationToken cancellationToken = default) => throw Unexpected();

        public ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken = default) => throw Unexpected();

        public ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken = default) => throw Unexpected();

        public ValueTask DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) => throw Unexpected();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static StoreException Unexpected() => new(StoreFailure.Failed, "this store is not the one with the queue");
    }
}
