using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NATS.Client.Core;
using NATS.Client.JetStream;
using SmtpGen.Envelopes;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Events.Nats.Tests;

/// <summary>Announcements to a real NATS server.</summary>
public sealed class NatsEventsTests : IDisposable
{
    private const int Timeout = 180_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-events-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = Timeout)]
    public async Task Every_message_is_an_event_with_its_envelope_and_a_small_body()
    {
        await using var nats = await NatsServers.StartAsync();
        await using var store = OpenStore();
        string before = await StoreAsync(store, "Subject: before\r\n\r\nHello\r\n", "connection-1");
        using var host = await RunAsync(store, nats.Url);
        string large = await StoreAsync(store, new string('x', 256 * 1024 + 1), "connection-2");
        string limit = await StoreAsync(store, new string('y', 256 * 1024), (string?)null);

        var events = await ReadAsync(nats.Url, 3);
        await host.StopAsync(Token);

        Assert.Equal(["connection-1", "connection-2", "test/3"], events.Keys.Order());
        var first = events["connection-1"];
        Assert.Equal("1.0", first.GetProperty("specversion").GetString());
        Assert.Equal("smtpgen.message.accepted", first.GetProperty("type").GetString());
        Assert.Equal("test", first.GetProperty("source").GetString());
        var data = first.GetProperty("data");
        Assert.Equal((before, "before"), (data.GetProperty("id").GetString(), data.GetProperty("subject").GetString()));
        Assert.Equal("bob@example.org", data.GetProperty("envelope").GetProperty("recipients")[0].GetProperty("forwardPath").GetString());
        Assert.Equal("Subject: before\r\n\r\nHello\r\n", Encoding.ASCII.GetString(data.GetProperty("body").GetBytesFromBase64()));
        Assert.Equal(large, events["connection-2"].GetProperty("data").GetProperty("id").GetString());
        Assert.False(events["connection-2"].GetProperty("data").TryGetProperty("body", out _));
        Assert.Equal((limit, 256 * 1024), (events["test/3"].GetProperty("data").GetProperty("id").GetString(), events["test/3"].GetProperty("data").GetProperty("body").GetBytesFromBase64().Length));
        Assert.Equal([new QueueStatus("events", 0, 0, 0)], await store.ListQueuesAsync(Token));
    }

    [Fact(Timeout = Timeout)]
    public async Task An_event_that_is_published_again_is_in_the_stream_once()
    {
        await using var nats = await NatsServers.StartAsync();
        await using var store = OpenStore();
        await StoreAsync(store, "x", "connection-1");
        var queue = await store.OpenQueueAsync("events", cancellationToken: Token);
        await using var announcer = new NatsAnnouncer(Options(nats.Url));
        for (int time = 0; time < 3; time++)
        {
            // The process dies between the acknowledgement and the completion.
            var lease = await queue.LeaseAsync(Token);
            await announcer.ConsumeAsync(lease, Token);
            await lease.ReleaseAsync(Token);
        }

        Assert.Equal(1, await CountAsync(nats.Url));
    }

    [Fact(Timeout = Timeout)]
    public async Task While_no_server_answers_messages_wait_and_are_announced_later()
    {
        await using var nats = await NatsServers.StartAsync();
        nats.Kill(0);
        await using var store = OpenStore();
        using var host = await RunAsync(store, nats.Url);
        for (int number = 0; number < 10; number++)
            await StoreAsync(store, $"{number}", $"connection-{number}");
        await Task.Delay(500, Token);
        Assert.Equal(10, (await store.ListQueuesAsync(Token)).Sum(queue => queue.Waiting + queue.Leased));

        nats.Start(0);
        Assert.Equal(10, (await ReadAsync(nats.Url, 10)).Count);
        nats.Kill(0);
        await StoreAsync(store, "late", "connection-late");
        nats.Start(0);
        Assert.Contains("connection-late", (await ReadAsync(nats.Url, 11)).Keys);
        await host.StopAsync(Token);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_cluster_of_three_announces_all_while_each_of_its_servers_is_killed_in_turn()
    {
        await using var nats = await NatsServers.StartAsync(3);
        await using var store = OpenStore();
        using var host = await RunAsync(store, nats.Url, options => options.Replicas = 3);
        int stored = 0;
        await StoreAsync(store, "first", "connection-0");
        await ReadAsync(nats.Url, 1);
        for (int victim = 0; victim < 3; victim++)
        {
            nats.Kill(victim);
            for (int number = 0; number < 30; number++)
                await StoreAsync(store, "x", $"connection-{++stored}");
            await WaitAsync(async () => (await store.ListQueuesAsync(Token))[0] is { Waiting: 0, Leased: 0 });
            nats.Start(victim);
            await WaitAsync(() => AllReplicasAsync(nats.Url));
        }

        Assert.Equal(91, (await ReadAsync(nats.Url, 91)).Count);
        await host.StopAsync(Token);
        Assert.Equal(91, await CountAsync(nats.Url));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_is_too_large_for_the_server_stays_in_the_store()
    {
        await using var nats = await NatsServers.StartAsync(configuration: "max_payload: 65536\n");
        await using var store = OpenStore();
        using var host = await RunAsync(store, nats.Url);
        await StoreAsync(store, new string('x', 60_000), "large-body");
        var many = new ReceivedEnvelope(new MailEnvelope("alice@example.org", [.. Enumerable.Range(0, 2_000).Select(n => $"recipient-{n}@example.org")]))
        {
            TransactionId = "many-recipients",
        };
        await StoreAsync(store, "x", many);

        var events = await ReadAsync(nats.Url, 2);
        await host.StopAsync(Token);
        Assert.False(events["large-body"].GetProperty("data").TryGetProperty("body", out _));
        Assert.True(events["large-body"].GetProperty("data").TryGetProperty("envelope", out _));
        Assert.Equal(2_000, events["many-recipients"].GetProperty("data").GetProperty("recipients").GetInt32());
        Assert.False(events["many-recipients"].GetProperty("data").TryGetProperty("envelope", out _));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_stream_that_exists_stays_as_it_is()
    {
        await using var nats = await NatsServers.StartAsync();
        await using var connection = new NatsConnection(new NatsOpts { Url = nats.Url });
        var streams = new NatsJSContext(connection);
        await streams.CreateStreamAsync(new("MAIL", ["mail.>"]) { MaxMsgs = 5 }, Token);
        await using var store = OpenStore();
        using var host = await RunAsync(store, nats.Url);
        await StoreAsync(store, "x", "connection-1");
        await ReadAsync(nats.Url, 1);
        await host.StopAsync(Token);
        Assert.Equal(5, (await streams.GetStreamAsync("MAIL", cancellationToken: Token)).Info.Config.MaxMsgs);
    }

    public static TheoryData<string, Action<NatsEventsOptions>> BadOptions => new()
    {
        { "names no server", options => options.Url = " " },
        { "nats://HOST:4222", options => options.Url = "http://nats.example" },
        { "nats://HOST:4222", options => options.Url = "nats.example:4222" },
        { "nats://HOST:4222", options => options.Url = "nats://nats.example:99999" },
        { "nats://HOST:4222", options => options.Url = "nats://one.example,,nats://two.example" },
        { "1 to 5 servers", options => options.Replicas = 0 },
        { "larger bodies stay in the store", options => options.InlineOctets = 600 * 1024 },
        { "not longer than MaxAge", options => options.MaxAge = TimeSpan.FromMinutes(1) },
        { "must be longer than nothing", options => options.AcknowledgeTime = TimeSpan.Zero },
        { "cannot name a stream", options => options.Stream = "mail.accepted" },
        { "cannot be the subject", options => options.Subject = "mail.*" },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_that_cannot_be_are_refused(string expected, Action<NatsEventsOptions> change)
    {
        var failure = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddNatsEvents(change));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    private SqliteMessageStore OpenStore() => SqliteMessageStore.Open(Path.Combine(_folder.FullName, "mail.db"));

    private static NatsEventsOptions Options(string url) => new() { Url = url, Source = "test", AcknowledgeTime = TimeSpan.FromSeconds(2) };

    private static async Task<IHost> RunAsync(IMessageStore store, string url, Action<NatsEventsOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(store).AddNatsEvents(options =>
        {
            (options.Url, options.Source, options.AcknowledgeTime) = (url, "test", TimeSpan.FromSeconds(2));
            configure?.Invoke(options);
        });
        var host = builder.Build();
        await host.StartAsync(Token);
        return host;
    }

    private static Task<string> StoreAsync(IMessageStore store, string body, string? transactionId) =>
        StoreAsync(store, body, new ReceivedEnvelope(new MailEnvelope("alice@example.org", "bob@example.org")) { TransactionId = transactionId });

    private static async Task<string> StoreAsync(IMessageStore store, string body, ReceivedEnvelope envelope)
    {
        await using var writer = await store.BeginAsync(envelope, Token);
        await writer.WriteAsync(Encoding.ASCII.GetBytes(body), Token);
        return await writer.CommitAsync(Token);
    }

    // As a consumer of another program does it.
    private static async Task<Dictionary<string, JsonElement>> ReadAsync(string url, int count)
    {
        await using var connection = new NatsConnection(new NatsOpts { Url = url });
        var streams = new NatsJSContext(connection);
        await WaitAsync(async () =>
        {
            try
            {
                return (await streams.GetStreamAsync("MAIL", cancellationToken: Token)).Info.State.Messages >= count;
            }
            catch (NatsException)
            {
                return false;
            }
        });
        var consumer = await streams.CreateOrderedConsumerAsync("MAIL", cancellationToken: Token);
        var events = new Dictionary<string, JsonElement>();
        await foreach (var message in consumer.ConsumeAsync<byte[]>(cancellationToken: Token))
        {
            Assert.Equal("application/cloudevents+json", message.Headers!["Content-Type"]);
            var content = JsonDocument.Parse(message.Data!).RootElement;
            Assert.Equal(message.Headers!["Nats-Msg-Id"], content.GetProperty("id").GetString());
            events.Add(content.GetProperty("id").GetString()!, content);
            if (events.Count == count)
                break;
        }

        return events;
    }

    private static async Task<long> CountAsync(string url)
    {
        await using var connection = new NatsConnection(new NatsOpts { Url = url });
        return (await new NatsJSContext(connection).GetStreamAsync("MAIL", cancellationToken: Token)).Info.State.Messages;
    }

    private static async Task<bool> AllReplicasAsync(string url)
    {
        await using var connection = new NatsConnection(new NatsOpts { Url = url });
        try
        {
            var cluster = (await new NatsJSContext(connection).GetStreamAsync("MAIL", cancellationToken: Token)).Info.Cluster;
            return cluster?.Replicas is { Count: 2 } replicas && replicas.All(replica => replica is { Current: true, Offline: not true });
        }
        catch (NatsException)
        {
            return false;
        }
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(50, Token);
    }
}
