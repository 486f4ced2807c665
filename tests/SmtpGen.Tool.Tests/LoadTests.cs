using System.Globalization;
using System.Text.Json;

namespace SmtpGen.Tool.Tests;

public class LoadTests
{
    private const int Timeout = 120_000;

    [Theory(Timeout = Timeout)]
    [InlineData]
    [InlineData("--stepwise", "--data", "--recipients", "3")]
    [InlineData("--connection-per-message")]
    public async Task A_load_is_measured(params string[] options)
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"]);

        var run = await ToolRun.OfAsync(["load", .. serving.AsServer, "--messages", "50", "--sessions", "4", "--size", "1000", "--json", .. options]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(50, report.RootElement.GetProperty("sent").GetInt32());
        Assert.Equal(0, report.RootElement.GetProperty("failed").GetInt32());
        var replies = report.RootElement.GetProperty("replies");
        Assert.Equal(options.Contains("--connection-per-message") ? 50 : 4, replies.GetProperty("220").GetInt32());
        Assert.Equal(replies.GetProperty("220").GetInt32(), replies.GetProperty("221").GetInt32());
        Assert.All(replies.EnumerateObject(), reply => Assert.True(reply.Name[0] is '2' or '3'));
        var latency = report.RootElement.GetProperty("latency");
        Assert.True(latency.GetProperty("p50").GetDouble() <= latency.GetProperty("max").GetDouble());
    }

    [Fact(Timeout = Timeout)]
    public async Task Refusals_of_a_load_are_counted()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"], "--max-size", "65536");

        var run = await ToolRun.OfAsync(["load", .. serving.AsServer, "--messages", "5", "--sessions", "1", "--size", "100000"]);

        Assert.Equal(1, run.ExitCode);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_load_goes_on_over_another_connection_where_a_server_has_a_limit_of_messages()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["limits.json"], """{ "Smtp": { "Protocol": { "Messages": 7 } } }""", TestContext.Current.CancellationToken);
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"], "--config", folder["limits.json"]);

        var run = await ToolRun.OfAsync(["load", .. serving.AsServer, "--messages", "20", "--sessions", "1", "--json"]);

        Assert.Equal(0, run.ExitCode);
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal((20, 3), (report.RootElement.GetProperty("sent").GetInt32(), report.RootElement.GetProperty("replies").GetProperty("221").GetInt32()));
        Assert.False(report.RootElement.GetProperty("replies").TryGetProperty("452", out _));
    }

    [Theory(Timeout = Timeout)]
    [InlineData("452 4.5.3 Too many messages in one session", 0, 6)]
    [InlineData("421 4.3.2 Connect again", 0, 6)]
    [InlineData("452 4.3.1 Disk full", 1, 2)]
    public async Task A_load_connects_again_where_a_server_takes_no_more_messages_on_a_connection(string answer, int exitCode, int sent)
    {
        await using var server = new AnsweringServer("MAIL", answer, from: 3);

        var run = await ToolRun.OfAsync(
            "load", "--port", server.Port.ToString(CultureInfo.InvariantCulture), "--helo", "client.example", "--tls", "none", "--messages", "6", "--sessions", "1", "--json");

        Assert.Equal(exitCode, run.ExitCode);
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(sent, report.RootElement.GetProperty("sent").GetInt32());
        Assert.Equal(6 - sent, report.RootElement.GetProperty("failed").GetInt32());
    }

    [Theory(Timeout = Timeout)]
    [InlineData("", "229 mx.example", "229 to the connection", 1)]
    [InlineData("EHLO", "251 mx.example", "251 to EHLO client.example", 1)]
    [InlineData("MAIL", "259 ok", "259 to MAIL FROM:<load@client.example>", 6)]
    [InlineData("RCPT", "250 9.9.9 ok", null, 0)]
    [InlineData(".", "299 kept", "299 to Message", 6)]
    [InlineData("QUIT", "222 bye", "222 to QUIT", 1)]
    public async Task A_code_that_is_not_declared_makes_a_load_a_failure(string verb, string answer, string? unexpected, int count)
    {
        await using var server = new AnsweringServer(verb, answer);
        string[] load =
        [
            "load", "--port", server.Port.ToString(CultureInfo.InvariantCulture), "--helo", "client.example", "--tls", "none", "--messages", "6", "--sessions", "1",
        ];

        var json = await ToolRun.OfAsync([.. load, "--json"]);
        var text = await ToolRun.OfAsync(load);

        int exitCode = unexpected is null ? 0 : 1;
        Assert.Equal([exitCode, exitCode], [json.ExitCode, text.ExitCode]);
        using var report = JsonDocument.Parse(json.Output);
        Assert.Equal(6, report.RootElement.GetProperty("sent").GetInt32());
        var listed = report.RootElement.GetProperty("unexpected").EnumerateObject().Select(code => (code.Name, code.Value.GetInt32()));
        Assert.Equal(unexpected is null ? [] : [(unexpected, count)], listed);
        string line = $"{count} times: unexpected: {unexpected}\n";
        Assert.Equal(unexpected is not null, text.Output.Contains(line, StringComparison.Ordinal));
    }
}
