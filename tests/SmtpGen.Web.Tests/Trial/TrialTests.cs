using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SmtpGen.Web.Tests.Trial;

public sealed class TrialTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_machine_answers_as_it_does_over_sockets_and_no_mail_is_kept()
    {
        await using var page = await ServedPage.StartAsync();
        string id = Id(await BeginAsync(page, "smtp"));

        Assert.Equal("Idle", State(await SayAsync(page, id, "EHLO client.example")));
        Assert.Equal("503", Code(await SayAsync(page, id, "RCPT TO:<bob@example.org>")));
        Assert.Equal("Sender", State(await SayAsync(page, id, "MAIL FROM:<alice@example.com>")));
        Assert.Equal("Recipients", State(await SayAsync(page, id, "RCPT TO:<bob@example.org>")));
        Assert.Equal("354", Code(await SayAsync(page, id, "DATA")));
        Assert.Equal("250", Code(await SayAsync(page, id, "Subject: Hello\n\nHi\n.")));
        Assert.Equal("Idle", State(await SayAsync(page, id, "NOOP")));
        var end = await SayAsync(page, id, "QUIT");

        Assert.True(end.GetProperty("isOver").GetBoolean());
        Assert.Equal("Closed", State(end));
        Assert.Empty(await page.Store.ListAsync(Cancelled).ToListAsync(Cancelled));
    }

    [Theory]
    [InlineData("lmtp", "LHLO client.example", "250")]
    [InlineData("pop3", "USER alice", "+OK")]
    public async Task Other_protocols_answer_too(string protocol, string said, string code)
    {
        await using var page = await ServedPage.StartAsync();
        string id = Id(await BeginAsync(page, protocol));

        Assert.Equal(code, Code(await SayAsync(page, id, said)));
    }

    [Fact]
    public async Task A_maildrop_has_messages_to_read()
    {
        await using var page = await ServedPage.StartAsync();
        string id = Id(await BeginAsync(page, "pop3"));
        await SayAsync(page, id, "USER alice");
        await SayAsync(page, id, "PASS any");

        var listing = await SayAsync(page, id, "STAT");

        Assert.StartsWith("+OK 2 ", listing.GetProperty("lines").EnumerateArray().Last().GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_protocol_that_is_not_compiled_in_is_refused_in_words()
    {
        await using var page = await ServedPage.StartAsync();

        using var response = await page.Client.PostAsync("/api/v1/trials?protocol=gopher", null, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Smtp, Lmtp, Pop3", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_conversation_left_alone_longest_makes_room()
    {
        await using var page = await ServedPage.StartAsync();
        string first = Id(await BeginAsync(page, "smtp"));
        for (int i = 0; i < 16; i++)
            await BeginAsync(page, "smtp");

        using var response = await page.Client.PostAsJsonAsync($"/api/v1/trials/{first}", new { text = "NOOP" }, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"text\":null}")]
    [InlineData("nonsense")]
    public async Task What_is_no_text_is_refused_in_words(string body)
    {
        await using var page = await ServedPage.StartAsync();
        string id = Id(await BeginAsync(page, "smtp"));
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await page.Client.PostAsync($"/api/v1/trials/{id}", content, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<JsonElement> BeginAsync(ServedPage page, string protocol)
    {
        using var response = await page.Client.PostAsync($"/api/v1/trials?protocol={protocol}", null, Cancelled);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    private static async Task<JsonElement> SayAsync(ServedPage page, string id, string text)
    {
        using var response = await page.Client.PostAsJsonAsync($"/api/v1/trials/{id}", new { text }, Cancelled);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    private static string Id(JsonElement trial) => trial.GetProperty("id").GetString()!;

    private static string State(JsonElement trial) => trial.GetProperty("state").GetString()!;

    private static string? Code(JsonElement trial) =>
        trial.GetProperty("lines").EnumerateArray().Last(line => line.TryGetProperty("code", out _)).GetProperty("code").GetString();
}
