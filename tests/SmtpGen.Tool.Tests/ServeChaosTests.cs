using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SmtpGen.Tool.Tests;

/// <summary>Faults that tests ask for by HTTP happen in SMTP.</summary>
public sealed class ServeChaosTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_third_recipient_is_refused_and_no_other()
    {
        await using var server = await ChaosServer.StartAsync("--chaos");
        await server.AddAsync("""{ "at": "RCPT", "nth": 3, "reply": "452", "text": "Greylisted" }""");

        string[] replies = await server.TalkAsync(
            "EHLO c.example", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>", "RCPT TO:<c@example.org>", "RCPT TO:<d@example.org>", "RCPT TO:<e@example.org>");

        Assert.Equal(["250 2.1.5 Recipient ok", "250 2.1.5 Recipient ok", "452 4.3.1 Greylisted", "250 2.1.5 Recipient ok"], replies[^4..]);
        var fault = (await server.ListAsync()).Single()!;
        Assert.Equal(("storage-low", 452, 1), ((string?)fault["reply"], (int)fault["code"]!, (int)fault["happened"]!));
        Assert.Contains("452 4.3.1 Greylisted", await server.Http.GetStringAsync("/api/v1/sessions/1", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_connection_is_cut_gets_no_reply_and_is_not_stored()
    {
        await using var server = await ChaosServer.StartAsync("--chaos");
        await server.AddAsync("""{ "at": "MESSAGE", "nth": 1, "drop": true }""");

        string[] replies = await server.TalkAsync("EHLO c.example", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>", "DATA", "Subject: lost\r\n\r\nText\r\n.");

        Assert.StartsWith("354 ", replies[^2], StringComparison.Ordinal);
        Assert.Equal("", replies[^1]);
        Assert.Equal(0, await server.MessagesAsync());
        string session = await server.Http.GetStringAsync("/api/v1/sessions/1", Cancelled);
        Assert.Contains("354 ", session, StringComparison.Ordinal);
        Assert.DoesNotContain("421 ", session, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", server.Serving.Reported, StringComparison.Ordinal);

        await server.DeliverAsync();
        Assert.Equal(1, await server.MessagesAsync());
    }

    [Fact]
    public async Task A_refused_message_is_not_stored_and_the_session_goes_on()
    {
        await using var server = await ChaosServer.StartAsync("--chaos");
        await server.AddAsync("""{ "at": "message", "nth": 1, "reply": "5.7.1" }""");

        string[] replies = await server.TalkAsync("EHLO c.example", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>", "DATA", "Subject: no\r\n\r\nText\r\n.", "NOOP");

        Assert.Equal(["550 5.7.1 Message refused", "250 2.0.0 Ok"], replies[^2..]);
        Assert.Equal(0, await server.MessagesAsync());
    }

    [Fact]
    public async Task A_delay_holds_the_answer_back_and_the_message_is_stored()
    {
        await using var server = await ChaosServer.StartAsync("--chaos");
        await server.AddAsync("""{ "at": "MESSAGE", "delay": "700ms" }""");

        var watch = Stopwatch.StartNew();
        await server.DeliverAsync();

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(690), $"{watch.Elapsed}");
        Assert.Equal(1, await server.MessagesAsync());
    }

    [Fact]
    public async Task A_good_reply_of_another_kind_keeps_the_recipient()
    {
        await using var server = await ChaosServer.StartAsync("--chaos");
        await server.AddAsync("""{ "at": "RCPT", "reply": "will-forward", "text": "b@elsewhere.example" }""");

        await server.DeliverAsync();

        string messages = await server.Http.GetStringAsync("/api/v1/messages", Cancelled);
        Assert.Contains("b@example.org", messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_point_with_a_choice_is_reached()
    {
        await using var server = await ChaosServer.StartAsync("--chaos", "--any-login");
        string[] refusals = ["EHLO", "HELO", "MAIL", "VRFY", "EXPN", "AUTH"];
        foreach (string point in refusals)
            await server.AddAsync($$"""{ "at": "{{point}}", "reply": "service-closing" }""");

        foreach (string line in new[] { "EHLO c.example", "HELO c.example" })
            Assert.StartsWith("421 ", (await server.TalkAsync(line))[^1], StringComparison.Ordinal);
        await server.RemoveAsync("EHLO");
        foreach (string line in new[] { "MAIL FROM:<a@example.com>", "VRFY bob", "EXPN all", "AUTH PLAIN AGEAYg==" })
            Assert.StartsWith("421 ", (await server.TalkAsync("EHLO c.example", line))[^1], StringComparison.Ordinal);
        await server.AddAsync("""{ "at": "CONNECT", "reply": "not-welcome" }""");

        Assert.StartsWith("554 ", (await server.TalkAsync())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_faults_happen_no_more()
    {
        await using var server = await ChaosServer.StartAsync("--chaos");
        await server.AddAsync("""{ "at": "MAIL", "reply": "try-later" }""");
        await server.AddAsync("""{ "at": "RCPT", "reply": "try-later" }""");

        await server.RemoveAsync("MAIL");
        string[] replies = await server.TalkAsync("EHLO c.example", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>");
        Assert.Equal(["250 2.1.0 Sender ok", "451 4.3.0 Try again later"], replies[^2..]);

        using var cleared = await server.Http.DeleteAsync("/api/v1/faults", Cancelled);
        Assert.Equal(1, (int)(await cleared.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["deleted"]!);
        await server.DeliverAsync();
        Assert.Empty(await server.ListAsync());
    }

    [Fact]
    public async Task Lmtp_has_the_faults_too()
    {
        await using var server = await ChaosServer.StartAsync("--chaos", "--lmtp", "127.0.0.1:0");
        await server.AddAsync("""{ "at": "RCPT", "nth": 2, "reply": "mailbox-full" }""");

        string[] replies = await server.TalkAsync(
            server.Lmtp!, "LHLO c.example", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>", "RCPT TO:<c@example.org>", "DATA", "Subject: one\r\n\r\nText\r\n.");

        Assert.StartsWith("552 5.2.2 ", replies[^3], StringComparison.Ordinal);
        Assert.StartsWith("250 ", replies[^1], StringComparison.Ordinal);
        Assert.Equal(1, await server.MessagesAsync());
    }

    [Theory]
    [InlineData("""{ "at": "NOOP", "drop": true }""", "no fault can happen at 'NOOP'; the points are CONNECT, EHLO, HELO, MAIL, RCPT, DATA, VRFY, EXPN, STARTTLS, AUTH, MESSAGE")]
    [InlineData("""{ "at": "RCPT", "reply": "queued" }""", "'queued' is not a reply at RCPT; those are recipient-ok (250 2.1.5), will-forward (251 2.1.5), ")]
    [InlineData("""{ "at": "RCPT", "reply": "550" }""", "'550' stands for several replies at RCPT: no-such-mailbox (550 5.1.1), recipient-refused (550 5.7.1); take a name")]
    [InlineData("""{ "at": "AUTH", "reply": "auth-ok" }""", "'auth-ok' is not a reply at AUTH; those are ")]
    public async Task What_the_protocol_does_not_have_is_refused_with_what_it_has(string request, string said)
    {
        await using var server = await ChaosServer.StartAsync("--chaos");

        using var answer = await server.PostAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(said, (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_option_the_paths_name_it()
    {
        await using var server = await ChaosServer.StartAsync();

        using var answer = await server.PostAsync("""{ "at": "RCPT", "drop": true }""");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("smtpgen serve --chaos", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_page_nobody_could_ask()
    {
        var run = await ToolRun.OfAsync("serve", "--no-web", "--chaos");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--chaos needs the page", run.Error, StringComparison.Ordinal);
    }
}
