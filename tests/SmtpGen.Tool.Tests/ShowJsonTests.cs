using System.Text.Json;

namespace SmtpGen.Tool.Tests;

public sealed class ShowJsonTests
{
    private const string Message =
        "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nX-Folded: one\r\n two\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + "--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
        + "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n";

    [Theory]
    [InlineData("")]
    [InlineData("maildir:")]
    public async Task A_message_is_one_line_with_envelope_headers_text_and_attachments(string kind)
    {
        using var folder = new TemporaryFolder();
        string store = kind + folder["store"];
        string id = (await StoredMail.StoreAsync(store, 1, Message, ["bob@example.net", "carol@example.net"]))[0];

        var run = await ToolRun.OfAsync("show", id, "--json", "--store", store);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var shown = JsonDocument.Parse(Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        var root = shown.RootElement;
        Assert.Equal(id, root.GetProperty("id").GetString());
        Assert.Equal(Message.Length, root.GetProperty("size").GetInt64());
        Assert.Equal("ann@example.org", root.GetProperty("envelope").GetProperty("reversePath").GetString());
        Assert.Equal(
            ["bob@example.net", "carol@example.net"],
            root.GetProperty("envelope").GetProperty("recipients").EnumerateArray().Select(recipient => recipient.GetProperty("forwardPath").GetString()));
        Assert.Equal(
            ["Subject: Grüße", "X-Folded: one two"],
            root.GetProperty("headers").EnumerateArray().Take(2).Select(field => $"{field.GetProperty("name")}: {field.GetProperty("value")}"));
        Assert.False(root.TryGetProperty("headerIsCut", out _));
        Assert.Equal("Hello", root.GetProperty("text").GetString()!.TrimEnd());
        var attachment = Assert.Single(root.GetProperty("attachments").EnumerateArray());
        Assert.Equal("a.pdf application/pdf 3", $"{attachment.GetProperty("name")} {attachment.GetProperty("type")} {attachment.GetProperty("size")}");
    }

    [Fact]
    public async Task A_header_that_is_too_long_is_said_to_be_cut_and_nothing_else_of_the_message_is_told()
    {
        using var folder = new TemporaryFolder();
        string id = (await StoredMail.StoreAsync(folder["store"], 1, $"Subject: x\r\nX-Long: {new string('x', 70_000)}\r\n\r\nbody\r\n"))[0];

        var run = await ToolRun.OfAsync("show", id, "--json", "--store", folder["store"]);

        using var shown = JsonDocument.Parse(run.Output);
        Assert.True(shown.RootElement.GetProperty("headerIsCut").GetBoolean());
        Assert.False(shown.RootElement.TryGetProperty("text", out _));
        Assert.False(shown.RootElement.TryGetProperty("attachments", out _));
    }

    [Fact]
    public async Task Octets_and_json_contradict_each_other()
    {
        var run = await ToolRun.OfAsync("show", "1", "--json", "--raw");

        Assert.Equal(ToolExit.Usage, run.ExitCode);
        Assert.Equal("smtpgen: --raw and --json cannot both be given", run.Error.TrimEnd());
    }
}
