using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace SmtpGen.Tool.Tests;

/// <summary>A run of <c>smtpgen serve</c> with a page, and a client that says lines as they are.</summary>
internal sealed class ChaosServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private ChaosServer(TemporaryFolder folder, Serving serving, Uri page, IPEndPoint? lmtp)
    {
        (_folder, Serving, Lmtp) = (folder, serving, lmtp);
        Http = new HttpClient { BaseAddress = page };
    }

    public Serving Serving { get; }

    public IPEndPoint? Lmtp { get; }

    public HttpClient Http { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<ChaosServer> StartAsync(params string[] options)
    {
        var folder = new TemporaryFolder();
        var serving = await Serving.StartAsync(["--store", folder["mail.db"], "--web", "127.0.0.1:0", .. options]);
        string line = await serving.NextLineAsync();
        var lmtp = line.StartsWith("listening on ", StringComparison.Ordinal) ? IPEndPoint.Parse(line.Split(' ', ',')[2]) : null;
        if (lmtp is not null)
            line = await serving.NextLineAsync();
        return new(folder, serving, new Uri(line["page at ".Length..]), lmtp);
    }

    public async Task AddAsync(string fault)
    {
        using var answer = await PostAsync(fault);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    public Task<HttpResponseMessage> PostAsync(string fault) => Http.PostAsync("/api/v1/faults", new StringContent(fault, Encoding.UTF8, "application/json"), Cancelled);

    /// <summary>Removes the one fault at a point.</summary>
    public async Task RemoveAsync(string point)
    {
        var fault = (await ListAsync()).Single(fault => (string)fault!["at"]! == point)!;
        using var answer = await Http.DeleteAsync($"/api/v1/faults/{(int)fault["id"]!}", Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public async Task<JsonArray> ListAsync() => (await Http.GetFromJsonAsync<JsonObject>("/api/v1/faults", Cancelled))!["faults"]!.AsArray();

    public async Task<int> MessagesAsync() => (await Http.GetFromJsonAsync<JsonObject>("/api/v1/messages", Cancelled))!["messages"]!.AsArray().Count;

    public async Task DeliverAsync()
    {
        string[] replies = await TalkAsync("EHLO c.example", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>", "DATA", "Subject: taken\r\n\r\nText\r\n.");
        Assert.StartsWith("250 2.0.0 ", replies[^1], StringComparison.Ordinal);
    }

    /// <summary>The last line of the greeting and of the reply to each line; empty where the connection ended instead.</summary>
    public Task<string[]> TalkAsync(params string[] lines) => TalkAsync(Serving.EndPoint, lines);

    public async Task<string[]> TalkAsync(IPEndPoint server, params string[] lines)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server, Cancelled);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var replies = new List<string> { await ReplyAsync(reader) };
        foreach (string line in lines)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), Cancelled);
            replies.Add(await ReplyAsync(reader));
        }

        return [.. replies];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Serving.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<string> ReplyAsync(StreamReader reader)
    {
        try
        {
            string? line;
            do
            {
                line = await reader.ReadLineAsync(Cancelled);
            }
            while (line is [_, _, _, '-', ..]);

            return line ?? "";
        }
        catch (IOException)
        {
            // A connection that is cut may be reset.
            return "";
        }
    }
}
