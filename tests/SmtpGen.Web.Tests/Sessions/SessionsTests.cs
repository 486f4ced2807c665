using System.Net;
using System.Text.Json;
using MimeKit;

namespace SmtpGen.Web.Tests.Sessions;

public sealed class SessionsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_told_with_its_states_and_what_replies_mean()
    {
        await using var page = await ServedPage.StartAsync();
        using var client = await ConnectAsync(page);
        await client.SendAsync(Message("Hello"), Cancelled);

        var detail = await JsonAsync(page, "/api/v1/sessions/1");
        var lines = detail.GetProperty("lines").EnumerateArray().ToList();

        Assert.Equal("Smtp", detail.GetProperty("session").GetProperty("protocol").GetString());
        Assert.Equal("Idle", detail.GetProperty("session").GetProperty("state").GetString());
        var invited = lines.Single(line => line.TryGetProperty("code", out var code) && code.GetString() == "354");
        Assert.Equal("start-input", invited.GetProperty("reply").GetProperty("name").GetString());
        Assert.StartsWith("Go on", invited.GetProperty("reply").GetProperty("meaning").GetString(), StringComparison.Ordinal);
        Assert.Contains(lines, line => line.GetProperty("who").GetString() == "note" && line.GetProperty("text").GetString()!.EndsWith("octets of a message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Meanings_are_in_the_language_that_is_asked_for()
    {
        await using var page = await ServedPage.StartAsync();
        using var client = await ConnectAsync(page);

        string english = await page.Client.GetStringAsync("/api/v1/sessions/1?lang=en", Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sessions/1");
        request.Headers.Add("Accept-Language", "fr, en;q=0.5, ja-JP;q=0.8");
        using var japanese = await page.Client.SendAsync(request, Cancelled);

        Assert.Contains("ready for commands", english, StringComparison.Ordinal);
        Assert.Contains("\\u30b5\\u30fc\\u30d0", await japanese.Content.ReadAsStringAsync(Cancelled), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_refusal_tells_what_would_be_legal()
    {
        await using var page = await ServedPage.StartAsync();
        using var client = await ConnectAsync(page);
        await client.SendAsync("RCPT TO:<bob@example.org>");

        var detail = await JsonAsync(page, "/api/v1/sessions/1");
        var refusal = detail.GetProperty("lines").EnumerateArray().Last();

        Assert.True(refusal.GetProperty("isRefusal").GetBoolean());
        Assert.Contains("MAIL", refusal.GetProperty("allowed").EnumerateArray().Select(verb => verb.GetString()));
        Assert.DoesNotContain("DATA", refusal.GetProperty("allowed").EnumerateArray().Select(verb => verb.GetString()));
    }

    [Fact]
    public async Task The_conversation_that_brought_a_message_is_found_by_its_id()
    {
        await using var page = await ServedPage.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            using var client = await ConnectAsync(page);
            await client.SendAsync(Message($"Number {i}"), Cancelled);
            await client.DisconnectAsync(true, Cancelled);
        }

        var detail = await JsonAsync(page, "/api/v1/messages/2/session");
        using var missing = await page.Client.GetAsync("/api/v1/messages/77/session", Cancelled);

        Assert.Equal("2", detail.GetProperty("session").GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("AUTH PLAIN AGFsaWNlAHNlY3JldA==", "AGFsaWNlAHNlY3JldA==")]
    [InlineData("auth plain AGFsaWNlAHNlY3JldA==", "AGFsaWNlAHNlY3JldA==")]
    [InlineData(" AUTH LOGIN c2VjcmV0", "c2VjcmV0")]
    [InlineData("PASS s3cret", "s3cret")]
    [InlineData("AUTH PLAIN\r\nc2VjcmV0LXNlY3JldA==", "c2VjcmV0LXNlY3JldA==")]
    public async Task What_a_client_logs_in_with_is_not_told(string said, string secret)
    {
        await using var page = await ServedPage.StartAsync();
        using var client = await ConnectAsync(page);
        foreach (string line in said.Split("\r\n"))
            await client.SendAsync(line);

        string told = await page.Client.GetStringAsync("/api/v1/sessions/1", Cancelled);

        Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
        Assert.Contains("(hidden)", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_client_in_a_hurry_a_part_is_told_and_how_much_is_missing()
    {
        await using var page = await ServedPage.StartAsync();
        using var client = await ConnectAsync(page);
        for (int i = 0; i < 5; i++)
            await client.SendManyAsync("NOOP", 19);
        for (int i = 0; i < 12; i++)
        {
            await client.SendAsync(Message("Hurry"), Cancelled);
            await client.SendManyAsync("NOOP", 19);
        }

        await client.DisconnectAsync(true, Cancelled);
        var lines = await EndedAsync(page, "1");

        Assert.InRange(lines.Count, 1, 192);
        Assert.Contains(lines, line => line.GetProperty("who").GetString() == "note" && line.GetProperty("text").GetString()!.Contains("lines are not shown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_said_comes_to_who_listens()
    {
        await using var page = await ServedPage.StartAsync();
        using var client = await ConnectAsync(page);
        Assert.Equal("lines", (await NextEventAsync(page, "/api/v1/sessions/1/events?after=1000")).Name);
        await client.SendAsync("VRFY alice");

        var (name, data) = await NextEventAsync(page, "/api/v1/sessions/events");

        Assert.Equal("sessions", name);
        Assert.Contains("\"protocol\":\"Smtp\"", data, StringComparison.Ordinal);
    }

    private static async Task<(string Name, string Data)> NextEventAsync(ServedPage page, string path)
    {
        const string Event = "event: ", Data = "data: ";
        using var stream = new StreamReader(await page.Client.GetStreamAsync(path, Cancelled));
        string name = "";
        while (await stream.ReadLineAsync(Cancelled) is { } line)
        {
            if (line.StartsWith(Event, StringComparison.Ordinal))
                name = line[Event.Length..];
            else if (line.StartsWith(Data, StringComparison.Ordinal))
                return (name, line[Data.Length..]);
        }

        throw new InvalidOperationException("the stream has ended");
    }

    private static async Task<TalkingClient> ConnectAsync(ServedPage page)
    {
        var client = new TalkingClient();
        await client.ConnectAsync(page.Smtp.Address.ToString(), page.Smtp.Port, MailKit.Security.SecureSocketOptions.None, Cancelled);
        return client;
    }

    private static MimeMessage Message(string subject)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = "Hello" } };
        message.From.Add(new MailboxAddress("Alice", "alice@example.com"));
        message.To.Add(new MailboxAddress("Bob", "bob@example.org"));
        return message;
    }

    private static async Task<JsonElement> JsonAsync(ServedPage page, string path)
    {
        using var document = JsonDocument.Parse(await page.Client.GetStringAsync(path, Cancelled));
        return document.RootElement.Clone();
    }

    private static async Task<List<JsonElement>> EndedAsync(ServedPage page, string id)
    {
        while (true)
        {
            var detail = await JsonAsync(page, $"/api/v1/sessions/{id}");
            if (detail.GetProperty("session").TryGetProperty("ended", out _))
                return [.. detail.GetProperty("lines").EnumerateArray()];
            await Task.Delay(20, Cancelled);
        }
    }
}
