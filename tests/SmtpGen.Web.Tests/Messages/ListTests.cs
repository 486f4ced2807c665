using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SmtpGen.Envelopes;
using SmtpGen.Storage;
using SmtpGen.Web.Tests.Api;

namespace SmtpGen.Web.Tests.Messages;

public sealed class ListTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("maildir")]
    public async Task Pages_follow_each_other_without_gap_or_overlap(string kind)
    {
        await using var host = await PageHost.StartAsync(kind);
        var stored = new List<string>();
        for (int i = 0; i < 23; i++)
            stored.Add(await host.StoreAsync($"Subject: number {i}\n\ntext"));
        stored.Reverse();
        Assert.Equal(stored, await host.ListAsync(limit: 5));
        Assert.Equal(stored, await host.ListAsync("subject:number", limit: 5));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("maildir")]
    public async Task A_summary_says_what_header_and_envelope_say(string kind)
    {
        await using var host = await PageHost.StartAsync(kind);
        await host.StoreAsync(
            "From: =?utf-8?B?5bGx55Sw?= <yamada@example.jp>\r\nSubject: =?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=\r\n\r\ntext"u8.ToArray(),
            new ReceivedEnvelope
            {
                ReversePath = "bounce@example.jp",
                Recipients = [.. Enumerable.Range(0, 25).Select(i => new Recipient($"r{i}@example.com"))],
                Tls = "TLS1.3",
                AuthenticatedAs = "yamada",
                Protocol = "ESMTPSA",
                TransactionId = "t1",
                RemoteAddress = "192.0.2.1",
            });
        var summary = (await host.GetAsync("/api/v1/messages"))["messages"]![0]!;
        Assert.Equal("山田", (string?)summary["from"]!["name"]);
        Assert.Equal("yamada@example.jp", (string?)summary["from"]!["address"]);
        Assert.Equal("bounce@example.jp", (string?)summary["envelopeFrom"]);
        Assert.Equal("こんにちは", (string?)summary["subject"]);
        Assert.Equal(20, summary["envelopeTo"]!.AsArray().Count);
        Assert.Equal(25, (int)summary["envelopeToCount"]!);
        Assert.Equal(("TLS1.3", "yamada", "ESMTPSA", "t1", "192.0.2.1"), ((string?)summary["tls"], (string?)summary["authenticatedAs"], (string?)summary["protocol"], (string?)summary["transactionId"], (string?)summary["remoteAddress"]));
    }

    [Fact]
    public async Task Without_From_the_reverse_path_stands_for_the_author()
    {
        await using var host = await PageHost.StartAsync();
        await host.StoreAsync("Subject: x\n\ntext");
        Assert.Equal("alice@example.org", (string?)(await host.GetAsync("/api/v1/messages"))["messages"]![0]!["from"]!["address"]);
    }

    [Fact]
    public async Task Once_indexed_a_list_counts_messages_and_attachments()
    {
        await using var host = await PageHost.StartAsync();
        await host.StoreAsync("From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\ntext\n--x\nContent-Disposition: attachment; filename=a.bin\n\nA\n--x--\n");
        await host.StoreAsync("From: a@b\n\ntext");
        await host.IndexAsync();
        var list = await host.GetAsync("/api/v1/messages?limit=1");
        Assert.Equal(2, (int)list["total"]!);
        var all = await host.GetAsync("/api/v1/messages");
        Assert.Equal([0, 1], all["messages"]!.AsArray().Select(message => (int)message!["attachments"]!));
    }

    [Theory]
    [InlineData("/api/v1/messages?limit=0", "limit=0 is not a number from 1 to 200")]
    [InlineData("/api/v1/messages?limit=999", "limit=999 is not a number from 1 to 200")]
    [InlineData("/api/v1/messages?query=has:wings", "has:wings is not known")]
    [InlineData("/api/v1/messages?query=colour:red", "colour: is not known")]
    [InlineData("/api/v1/messages?query=%22open", "not closed")]
    [InlineData("/api/v1/messages?query=before:yesterday", "is not a date")]
    [InlineData("/api/v1/messages?query=larger:big", "is not a size")]
    [InlineData("/api/v1/messages?query=from:", "a term is empty")]
    [InlineData("/api/v1/messages/wait?timeout=never", "is not a time")]
    [InlineData("/api/v1/messages/wait?timeout=6m", "is not a time of at most 300 seconds")]
    [InlineData("/api/v1/messages/wait?after=soon", "neither the id of a message")]
    public async Task What_cannot_be_understood_is_refused_in_words(string path, string why)
    {
        await using var host = await PageHost.StartAsync();
        var (status, detail) = await host.RefusedAsync(path);
        Assert.Equal(400, status);
        Assert.Contains(why, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/messages/77")]
    [InlineData("/api/v1/messages/77/html")]
    [InlineData("/api/v1/messages/77/source")]
    [InlineData("/api/v1/messages/77/parts/1")]
    [InlineData("/api/v1/messages?before=nonsense")]
    public async Task What_is_not_there_is_404_in_words(string path)
    {
        await using var host = await PageHost.StartAsync();
        var (status, detail) = await host.RefusedAsync(path);
        Assert.Equal(404, status);
        Assert.NotEmpty(detail);
    }

    [Fact]
    public async Task A_store_that_vanishes_is_503_in_words()
    {
        await using var host = await PageHost.StartAsync();
        await host.StoreAsync("Subject: x\n\ntext");
        foreach (string file in Directory.GetFiles(host.Folder, "mail*"))
            File.Delete(file);
        foreach (string path in new[] { "/api/v1/messages", "/api/v1/messages/1", "/api/v1/messages/1/source", "/api/v1/events", "/api/v1/messages/wait" })
        {
            var (status, detail) = await host.RefusedAsync(path);
            Assert.Equal(503, status);
            Assert.Contains("mail", detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("maildir")]
    public async Task Deletion_of_one_of_some_of_those_found_and_of_all(string kind)
    {
        await using var host = await PageHost.StartAsync(kind);
        var ids = new List<string>();
        for (int i = 0; i < 8; i++)
            ids.Add(await host.StoreAsync($"Subject: {(i % 2 == 0 ? "even" : "odd")} {i}\n\ntext"));
        using (var one = await host.Http.DeleteAsync($"/api/v1/messages/{ids[0]}", PageHost.Cancellation))
            Assert.True(one.IsSuccessStatusCode);
        Assert.Equal(1, await DeleteAsync(host, new JsonObject { ["ids"] = new JsonArray(ids[1], ids[0], "none") }));
        await host.IndexAsync();
        Assert.Equal(3, await DeleteAsync(host, new JsonObject { ["query"] = "subject:even" }));
        Assert.Equal([ids[7], ids[5], ids[3]], await host.ListAsync());
        Assert.Equal([ids[7], ids[5], ids[3]], await host.ListAsync("text"));
        Assert.Equal(3, await DeleteAsync(host, new JsonObject { ["all"] = true }));
        Assert.Empty(await host.ListAsync());
        Assert.Empty(await host.ListAsync("text"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"all\":false}")]
    [InlineData("{\"all\":true,\"ids\":[]}")]
    [InlineData("{\"query\":\"\"}")]
    [InlineData("{\"ids\":\"1\"}")]
    public async Task A_deletion_that_does_not_say_what_deletes_nothing(string json)
    {
        await using var host = await PageHost.StartAsync();
        await host.StoreAsync("Subject: x\n\ntext");
        var (status, detail) = await host.RefusedAsync("/api/v1/messages/delete", HttpMethod.Post, new StringContent(json));
        Assert.Equal(400, status);
        Assert.NotEmpty(detail);
        Assert.Single(await host.ListAsync());
    }

    private static async Task<int> DeleteAsync(PageHost host, JsonObject request)
    {
        using var answer = await host.Http.PostAsJsonAsync("/api/v1/messages/delete", request, PageHost.Cancellation);
        string text = await answer.Content.ReadAsStringAsync(PageHost.Cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return (int)JsonNode.Parse(text)!["deleted"]!;
    }
}
