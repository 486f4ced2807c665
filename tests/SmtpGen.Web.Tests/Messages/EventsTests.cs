using System.Text.Json.Nodes;
using SmtpGen.Web.Messages;
using SmtpGen.Web.Tests.Api;

namespace SmtpGen.Web.Tests.Messages;

public sealed class EventsTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("maildir")]
    public async Task A_reader_hears_of_what_comes_and_goes(string kind)
    {
        await using var host = await PageHost.StartAsync(kind);
        await host.StoreAsync("Subject: before\n\ntext");
        using var events = await OpenAsync(host, "");
        string id = await host.StoreAsync("From: Alice <alice@example.org>\nSubject: hello\n\ntext");
        var (name, json) = await ReadAsync(events);
        Assert.Equal("message", name);
        Assert.Equal((id, "hello", "Alice"), ((string?)json["id"], (string?)json["subject"], (string?)json["from"]!["name"]));
        using (await host.Http.DeleteAsync($"/api/v1/messages/{id}", PageHost.Cancellation))
        {
        }

        (name, json) = await ReadAsync(events);
        Assert.Equal("deleted", name);
        Assert.Equal(id, (string?)json["ids"]![0]);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("maildir")]
    public async Task What_others_delete_is_told_and_older_messages_that_move_up_are_not_new(string kind)
    {
        await using var host = await PageHost.StartAsync(kind);
        var ids = new List<string>();
        for (int i = 0; i < 90; i++)
            ids.Add(await host.StoreAsync($"Subject: {i}\n\ntext"));
        using var events = await OpenAsync(host, "");
        await host.Store.DeleteAsync([ids[89], ids[80]], PageHost.Cancellation);
        var (name, json) = await ReadAsync(events);
        Assert.Equal("deleted", name);
        Assert.Equal([ids[89], ids[80]], json["ids"]!.AsArray().Select(id => (string)id!));
        string last = await host.StoreAsync("Subject: last\n\ntext");
        (name, json) = await ReadAsync(events);
        Assert.Equal(("message", last), (name, (string?)json["id"]));
    }

    [Fact]
    public async Task A_reader_gets_only_the_events_that_it_asks_for()
    {
        await using var host = await PageHost.StartAsync();
        using var events = await OpenAsync(host, "?only=session,other");
        host.Parts.Events.Publish("message", "{}");
        host.Parts.Events.Publish("session", """{"state":"Greeted"}""");
        Assert.Equal("session", (await ReadAsync(events)).Name);
    }

    [Fact]
    public async Task A_slow_reader_loses_events_and_is_told_while_the_publisher_never_waits()
    {
        var hub = new EventHub();
        using var slow = hub.TryRead()!;
        for (int i = 0; i < 100_000; i++)
        {
            hub.Publish("message", "{}");
            Assert.InRange(slow.WaitingCount, 0, EventReader.Capacity);
        }

        Assert.Equal(EventHub.Resync, (await slow.ReadAsync(TimeSpan.Zero, PageHost.Cancellation))!.Value.Name);
        Assert.Null(await slow.ReadAsync(TimeSpan.Zero, PageHost.Cancellation));
        hub.Publish("message", "{}");
        Assert.Equal("message", (await slow.ReadAsync(TimeSpan.Zero, PageHost.Cancellation))!.Value.Name);
    }

    [Fact]
    public async Task A_reader_that_reads_nothing_hears_of_it_when_it_reads_again()
    {
        await using var host = await PageHost.StartAsync();
        using var events = await OpenAsync(host, "");
        string large = $"\"{new string('x', 60_000)}\"";
        // More than all buffers between the two hold; the client reads nothing meanwhile.
        for (int i = 0; i < 2000; i++)
            host.Parts.Events.Publish("session", large);
        var names = new List<string>();
        while (names is not [.., EventHub.Resync] && names.Count < 1000)
            names.Add(await NextAsync(events));
        Assert.Equal(EventHub.Resync, names[^1]);
    }

    [Fact]
    public async Task Too_many_readers_are_refused_and_leave_their_places()
    {
        var hub = new EventHub();
        var readers = Enumerable.Range(0, EventHub.MostReaders).Select(_ => hub.TryRead()!).ToList();
        Assert.Null(hub.TryRead());
        readers[0].Dispose();
        Assert.NotNull(hub.TryRead());
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Nobody_looks_at_the_store_while_nobody_listens()
    {
        await using var host = await PageHost.StartAsync();
        host.Parts.Follower.Notify();
        await Task.Delay(300, PageHost.Cancellation);
        Assert.Equal(0, host.Parts.Follower.LookCount);
        using (await host.Parts.Follower.ListenAsync(PageHost.Cancellation))
            await host.StoreAsync("Subject: x\n\ntext");
        await Task.Delay(300, PageHost.Cancellation);
        int looks = host.Parts.Follower.LookCount;
        await host.StoreAsync("Subject: x\n\ntext");
        await Task.Delay(2500, PageHost.Cancellation);
        Assert.Equal(looks, host.Parts.Follower.LookCount);
        using (await host.Parts.Follower.ListenAsync(PageHost.Cancellation))
            Assert.True(host.Parts.Follower.LookCount > looks);
    }

    [Fact]
    public async Task A_notice_allocates_nothing()
    {
        await using var host = await PageHost.StartAsync();
        using var listening = await host.Parts.Follower.ListenAsync(PageHost.Cancellation);
        host.Parts.Follower.Notify();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            host.Parts.Follower.Notify();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000);
    }

    private static async Task<StreamReader> OpenAsync(PageHost host, string query)
    {
        var stream = await host.Http.GetStreamAsync($"/api/v1/events{query}", PageHost.Cancellation);
        var reader = new StreamReader(stream);
        Assert.Equal("ready", (await ReadAsync(reader)).Name);
        return reader;
    }

    private static async Task<string> NextAsync(StreamReader events)
    {
        while (true)
        {
            string line = await events.ReadLineAsync(PageHost.Cancellation) ?? throw new EndOfStreamException();
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                return line["event: ".Length..];
        }
    }

    private static async Task<(string Name, JsonObject Json)> ReadAsync(StreamReader events)
    {
        string name = await NextAsync(events);
        string data = (await events.ReadLineAsync(PageHost.Cancellation))!;
        return (name, JsonNode.Parse(data["data: ".Length..])!.AsObject());
    }
}
