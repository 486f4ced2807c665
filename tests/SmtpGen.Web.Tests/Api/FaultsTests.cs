using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using SmtpGen.Web.Faults;

namespace SmtpGen.Web.Tests.Api;

/// <summary>Requests for faults reach the board as they were meant, or are refused in words.</summary>
public sealed class FaultsTests
{
    [Fact]
    public async Task A_fault_is_handed_to_the_board_and_listed_as_the_board_has_it()
    {
        var board = new Board();
        await using var host = await PageHost.StartAsync(faults: board);

        using var added = await host.Http.PostAsync("/api/v1/faults", Json("""{ "at": "RCPT", "nth": 3, "reply": "452", "text": "Later", "delay": "500ms" }"""), PageHost.Cancellation);
        var list = await host.GetAsync("/api/v1/faults");

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal(new FaultRequest("RCPT", 3, "452", "Later", null, "500ms"), board.Request);
        Assert.Equal(TimeSpan.FromMilliseconds(500), board.Delay);
        var expected = JsonNode.Parse("""{ "id": 7, "at": "RCPT", "nth": 3, "reply": null, "code": null, "text": null, "drop": true, "delay": null, "happened": 2 }""");
        Assert.True(JsonNode.DeepEquals(expected, await added.Content.ReadFromJsonAsync<JsonNode>(PageHost.Cancellation)));
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["faults"] = new JsonArray(expected!.DeepClone()) }, list));
    }

    [Theory]
    [InlineData("""{ "drop": true }""", "\"at\" is missing")]
    [InlineData("""{ "at": "RCPT" }""", "say what happens: \"reply\", \"drop\": true or \"delay\"")]
    [InlineData("""{ "at": "RCPT", "drop": false }""", "say what happens")]
    [InlineData("""{ "at": "RCPT", "drop": true, "nth": 0 }""", "\"nth\" is 0; the first time is 1")]
    [InlineData("""{ "at": "RCPT", "drop": true, "reply": "452" }""", "a connection that is cut answers nothing")]
    [InlineData("""{ "at": "RCPT", "drop": true, "text": "x" }""", "\"text\" is given without \"reply\"")]
    [InlineData("""{ "at": "RCPT", "reply": "452", "text": "a\r\nb" }""", "\"text\" must be one line")]
    [InlineData("""{ "at": "RCPT", "delay": "soon" }""", "delay=soon is not a time of at most 600 seconds; write 10s, 500ms or 2m")]
    [InlineData("""{ "at": "RCPT", "delay": "11m" }""", "delay=11m is not a time of at most 600 seconds")]
    [InlineData("""{ "at": "RCPT", "nht": 3, "drop": true }""", "the request is not the JSON that is expected")]
    [InlineData("null", "the request is null")]
    [InlineData("""{ "at": "NOWHERE", "drop": true }""", "the board has no such point")]
    public async Task What_is_wrong_is_said(string request, string said)
    {
        await using var host = await PageHost.StartAsync(faults: new Board());

        var (status, detail) = await host.RefusedAsync("/api/v1/faults", HttpMethod.Post, Json(request));

        Assert.Equal(400, status);
        Assert.Contains(said, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/faults/8")]
    [InlineData("/api/v1/faults/seven")]
    public async Task A_fault_that_is_not_there_cannot_be_removed(string path)
    {
        await using var host = await PageHost.StartAsync(faults: new Board());

        Assert.Equal(404, (await host.RefusedAsync(path, HttpMethod.Delete)).Status);
        using var removed = await host.Http.DeleteAsync("/api/v1/faults/7", PageHost.Cancellation);
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/v1/faults")]
    [InlineData("POST", "/api/v1/faults")]
    [InlineData("DELETE", "/api/v1/faults")]
    [InlineData("DELETE", "/api/v1/faults/7")]
    public async Task Without_a_board_every_path_names_the_option(string method, string path)
    {
        await using var host = await PageHost.StartAsync();

        var (status, detail) = await host.RefusedAsync(path, new HttpMethod(method), method == "POST" ? Json("{}") : null);

        Assert.Equal(404, status);
        Assert.Contains("smtpgen serve --chaos", detail, StringComparison.Ordinal);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private sealed class Board : IFaultBoard
    {
        private static readonly FaultDetails s_details = new(7, "RCPT", 3, null, null, null, true, null, 2);

        public FaultRequest? Request { get; private set; }

        public TimeSpan? Delay { get; private set; }

        public IReadOnlyList<FaultDetails> List() => [s_details];

        public FaultDetails Add(FaultRequest request, TimeSpan? delay)
        {
            (Request, Delay) = (request, delay);
            return request.At == "RCPT" ? s_details : throw new FormatException("the board has no such point");
        }

        public bool Remove(int id) => id == 7;

        public int Clear() => 1;
    }
}
