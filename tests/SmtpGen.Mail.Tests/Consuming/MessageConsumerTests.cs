using System.Collections.Concurrent;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;
using SmtpGen.Envelopes;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Mail.Tests.Consuming;

/// <summary>A host that works on the messages of its store.</summary>
public sealed class MessageConsumerTests : IDisposable
{
    private const int Timeout = 120_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-consumer-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = Timeout)]
    public async Task Each_message_that_comes_by_smtp_is_worked_on_once()
    {
        await using var store = OpenStore();
        var seen = new Seen();
        using var host = Build(services => services
            .AddSmtpServer(store, options =>
            {
                options.Listen.Add("127.0.0.1:0");
                options.Domains.Add("example.org");
            })
            .AddMessageConsumer<Reader>("read", parallelism: 4).AddSingleton(seen));
        await host.StartAsync(Token);
        for (int number = 0; number < 20; number++)
        {
            using var client = new SmtpClient();
            await client.ConnectAsync("127.0.0.1", Port(host), SecureSocketOptions.None, Token);
            await client.SendAsync(Message($"number {number}"), Token);
            await client.DisconnectAsync(quit: true, Token);
        }

        await WaitAsync(() => seen.Subjects.Count >= 20);
        await host.StopAsync(Token);
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"number {number}").Order(), seen.Subjects.Order());
        Assert.Equal([new QueueStatus("read", 0, 0, 0)], await store.ListQueuesAsync(Token));
        Assert.All(seen.TransactionIds, id => Assert.Matches("^[0-9a-f]{32}-1$", id));
        Assert.Equal(20, seen.TransactionIds.Distinct().Count());
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_at_which_the_consumer_fails_is_tried_again_and_then_a_dead_letter()
    {
        await using var store = OpenStore();
        int attempts = 0;
        var queue = await store.OpenQueueAsync("work", new QueueOptions { MaxAttempts = 3 }, Token);
        await StoreAsync(store, "x");
        var options = new MessageConsumerOptions { Queue = queue.Options, FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(2) };
        var consumer = new MessageConsumer(
            queue,
            (_, _) => throw new InvalidOperationException($"attempt {++attempts}\nwas bad"),
            options,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = consumer.RunAsync(stop.Token);

        await WaitAsync(async () => (await queue.GetStatusAsync(Token)).Dead == 1);
        await stop.CancelAsync();
        await running;
        Assert.Equal(3, attempts);
        await foreach (var dead in queue.ListDeadAsync(Token))
            Assert.Equal((3, "attempt 3 was bad"), (dead.Attempts, dead.Reason));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_lease_is_renewed_while_the_consumer_works()
    {
        await using var store = OpenStore();
        int attempts = 0;
        var lease = new QueueOptions { LeaseTime = TimeSpan.FromMilliseconds(600) };
        using var host = Build(services => services.AddSingleton<IMessageStore>(store)
            .AddMessageConsumer<Delegated>("work", 2, options => options.Queue = lease)
            .AddSingleton<Func<IMessageLease, CancellationToken, ValueTask>>(async (_, token) =>
            {
                Interlocked.Increment(ref attempts);
                await Task.Delay(2_500, token);
            }));
        await host.StartAsync(Token);
        await StoreAsync(store, "x");

        await WaitAsync(async () => (await store.ListQueuesAsync(Token))[0] is { Waiting: 0, Leased: 0 });
        await host.StopAsync(Token);
        Assert.Equal(1, attempts);
    }

    [Fact(Timeout = Timeout)]
    public async Task Work_that_a_stop_cuts_short_is_given_back_and_does_not_count()
    {
        await using var store = OpenStore();
        using var started = new SemaphoreSlim(0);
        using (var host = Build(services => services.AddSingleton<IMessageStore>(store)
            .AddMessageConsumer<Delegated>("work", 1, options => options.Queue = new QueueOptions { MaxAttempts = 1 })
            .Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(200))
            .AddSingleton<Func<IMessageLease, CancellationToken, ValueTask>>(async (_, token) =>
            {
                started.Release();
                await Task.Delay(System.Threading.Timeout.Infinite, token);
            })))
        {
            await host.StartAsync(Token);
            await StoreAsync(store, "x");
            await started.WaitAsync(Token);
            await host.StopAsync(Token);
        }

        Assert.Equal([new QueueStatus("work", 1, 0, 0)], await store.ListQueuesAsync(Token));
        var queue = await store.OpenQueueAsync("work", cancellationToken: Token);
        Assert.Equal(1, (await queue.LeaseAsync(Token)).Attempt);
    }

    [Fact(Timeout = Timeout)]
    public async Task Work_that_is_under_way_may_end_when_the_host_stops()
    {
        await using var store = OpenStore();
        using var started = new SemaphoreSlim(0);
        using (var host = Build(services => services.AddSingleton<IMessageStore>(store)
            .AddMessageConsumer<Delegated>("work")
            .AddSingleton<Func<IMessageLease, CancellationToken, ValueTask>>(async (_, token) =>
            {
                started.Release();
                await Task.Delay(300, token);
            })))
        {
            await host.StartAsync(Token);
            await StoreAsync(store, "x");
            await started.WaitAsync(Token);
            await host.StopAsync(Token);
        }

        Assert.Equal([new QueueStatus("work", 0, 0, 0)], await store.ListQueuesAsync(Token));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_consumer_may_decide_by_the_lease()
    {
        await using var store = OpenStore();
        using var host = Build(services => services.AddSingleton<IMessageStore>(store)
            .AddMessageConsumer<Delegated>("work")
            .AddSingleton<Func<IMessageLease, CancellationToken, ValueTask>>((lease, token) => lease.CompleteAsync(delete: true, token)));
        await host.StartAsync(Token);
        string id = await StoreAsync(store, "x");
        await WaitAsync(async () => await store.FindAsync(id, Token) is null);
        await host.StopAsync(Token);
    }

    [Fact(Timeout = Timeout)]
    public async Task Without_a_store_that_has_queues_the_host_says_what_is_missing()
    {
        using var host = Build(services => services.AddMessageConsumer<Reader>("read").AddSingleton(new Seen()));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Token));
        Assert.Contains("AddSmtpServer(store)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(1, -1, 2)]
    [InlineData(1, 3, 2)]
    public void Options_that_cannot_be_are_refused(int parallelism, int firstDelay, int longestDelay) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddMessageConsumer<Reader>("read", parallelism, options =>
        {
            options.FirstDelay = TimeSpan.FromSeconds(firstDelay);
            options.LongestDelay = TimeSpan.FromSeconds(longestDelay);
        }));

    private SqliteMessageStore OpenStore() => SqliteMessageStore.Open(Path.Combine(_folder.FullName, "mail.db"));

    private static IHost Build(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        configure(builder.Services);
        return builder.Build();
    }

    private static int Port(IHost host) => host.Services.GetRequiredService<ProtocolServerService<SmtpServerOptions>>().Server.EndPoints[0].Port;

    private static MimeMessage Message(string subject) => new()
    {
        From = { MailboxAddress.Parse("alice@client.example") },
        To = { MailboxAddress.Parse("bob@example.org") },
        Subject = subject,
        Body = new TextPart("plain") { Text = "Hello" },
    };

    private static async Task<string> StoreAsync(IMessageStore store, string body)
    {
        await using var writer = await store.BeginAsync(new ReceivedEnvelope(new MailEnvelope("alice@example.org", "bob@example.org")), Token);
        await writer.WriteAsync(Encoding.UTF8.GetBytes(body), Token);
        return await writer.CommitAsync(Token);
    }

    private static Task WaitAsync(Func<bool> condition) => WaitAsync(() => Task.FromResult(condition()));

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(20, Token);
    }

    private sealed class Seen
    {
        public ConcurrentBag<string> Subjects { get; } = [];

        public ConcurrentBag<string?> TransactionIds { get; } = [];
    }

    private sealed class Reader(Seen seen) : IMessageConsumer
    {
        public async ValueTask ConsumeAsync(IMessageLease lease, CancellationToken cancellationToken)
        {
            await using var body = await lease.OpenAsync(cancellationToken);
            seen.Subjects.Add((await MimeMessage.LoadAsync(body, cancellationToken)).Subject!);
            seen.TransactionIds.Add(lease.Message.Envelope.TransactionId);
        }
    }

    private sealed class Delegated(Func<IMessageLease, CancellationToken, ValueTask> work) : IMessageConsumer
    {
        public ValueTask ConsumeAsync(IMessageLease lease, CancellationToken cancellationToken) => work(lease, cancellationToken);
    }
}
