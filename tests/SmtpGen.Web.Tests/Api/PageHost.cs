using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using SmtpGen.Envelopes;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;
using SmtpGen.Web.Api;
using SmtpGen.Web.Faults;
using SmtpGen.Web.Hosting;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Web.Tests.Api;

/// <summary>The interface over a store of its own, and a client of it.</summary>
internal sealed class PageHost : IAsyncDisposable
{
    private readonly MailWebServer _server;

    private PageHost(string folder, IMessageStore store, MailParts parts, MailWebServer server)
    {
        (Folder, Store, Parts, _server) = (folder, store, parts, server);
        Http = new HttpClient { BaseAddress = server.Address };
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Folder { get; }

    public IMessageStore Store { get; }

    public MailParts Parts { get; }

    public HttpClient Http { get; }

    public string StorePath => Path.Combine(Folder, "mail");

    public string IndexPath => Path.Combine(Folder, "index.db");

    public static async Task<PageHost> StartAsync(string kind = "sqlite", IFaultBoard? faults = null)
    {
        string folder = Directory.CreateTempSubdirectory("smtpgen-web-").FullName;
        string path = Path.Combine(folder, "mail");
        IMessageStore store = kind == "maildir" ? MaildirMessageStore.Open(path) : SqliteMessageStore.Open(path);
        var options = new MailWebOptions { Listen = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0), IndexPath = Path.Combine(folder, "index.db") };
        var content = new PageContent(store, new SessionBoard(), options, [], logger: null, faults);
        var server = await MailWebServer.StartAsync(PageSocket.Bind(options.Listen), content, options, logger: null, Cancellation);
        return new PageHost(folder, store, content.Mail, server);
    }

    public Task<string> StoreAsync(string message, string from = "alice@example.org", params string[] to)
        => StoreAsync(Encoding.Latin1.GetBytes(message.ReplaceLineEndings("\r\n")), new ReceivedEnvelope { ReversePath = from, Recipients = [.. (to is [] ? ["bob@example.com"] : to).Select(path => new Recipient(path))] });

    public async Task<string> StoreAsync(byte[] message, ReceivedEnvelope? envelope = null)
    {
        await using var writer = await Store.BeginAsync(
            envelope ?? new ReceivedEnvelope { ReversePath = "alice@example.org", Recipients = [new Recipient("bob@example.com")] }, Cancellation);
        await writer.WriteAsync(message, Cancellation);
        string id = await writer.CommitAsync(Cancellation);
        Parts.Follower.Notify();
        return id;
    }

    public Task<string> StoreHtmlAsync(string html) => StoreAsync(Encoding.UTF8.GetBytes($"Subject: page\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}"));

    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(path, Cancellation);
        string text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public async Task<(int Status, string Detail)> RefusedAsync(string path, HttpMethod? method = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Content = content };
        using var answer = await Http.SendAsync(request, Cancellation);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation);
        return ((int)answer.StatusCode, (string)problem!["detail"]!);
    }

    /// <summary>The ids of a list, page by page.</summary>
    public async Task<List<string>> ListAsync(string? query = null, int limit = 200)
    {
        var ids = new List<string>();
        for (string? before = null; ;)
        {
            var page = await GetAsync($"/api/v1/messages?limit={limit}&query={Uri.EscapeDataString(query ?? "")}{(before is null ? "" : $"&before={Uri.EscapeDataString(before)}")}");
            ids.AddRange(page["messages"]!.AsArray().Select(message => (string)message!["id"]!));
            before = (string?)page["next"];
            if (before is null)
                return ids;
        }
    }

    /// <summary>Waits until the index is complete.</summary>
    public async Task IndexAsync()
    {
        while ((await GetAsync("/api/v1/messages?query=a"))["indexing"] is not null)
            await Task.Delay(20, Cancellation);
    }

    /// <summary>Waits until the index is complete, and lets it fail before that.</summary>
    public async Task IndexAsyncAfterFailures()
    {
        for (int i = 0; i < 100; i++)
        {
            using var answer = await Http.GetAsync("/api/v1/messages?query=a", Cancellation);
            if (answer.IsSuccessStatusCode)
                break;
            Assert.Equal(503, (int)answer.StatusCode);
        }

        await IndexAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
