using System.Globalization;
using System.Text.Json;
using MimeKit;
using SmtpGen.Client;
using SmtpGen.EndToEnd.Tests.Sending;
using SmtpGen.Envelopes;

namespace SmtpGen.EndToEnd.Tests.Forwarding;

/// <summary>Mail from swaks, through <c>smtpgen serve --forward</c>, to servers that are not ours and that fail.</summary>
public sealed class ForwardingTests : IDisposable
{
    private const int Timeout = 300_000;

    // What Python's own package reads of a notification.
    private const string ReportReader = """
        import email, email.policy, json, sys
        with open(sys.argv[1], "rb") as file:
            message = email.message_from_binary_file(file, policy=email.policy.default)
        parts = list(message.iter_parts())
        status = parts[1].get_payload()
        json.dump({
            "type": message.get_content_type(), "report": message.get_param("report-type"), "parts": [p.get_content_type() for p in parts],
            "reporting": status[0]["Reporting-MTA"], "final": status[1]["Final-Recipient"], "action": status[1]["Action"],
            "status": status[1]["Status"], "diagnostic": status[1]["Diagnostic-Code"], "groups": len(status),
            "subject": parts[2].get_payload(0)["Subject"], "defects": [str(d) for p in message.walk() for d in p.defects],
        }, open("report.json", "w"))
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-relay-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = Timeout)]
    public async Task Swaks_sends_through_us_to_smtp_sink()
    {
        await using var sink = await ForeignServer.StartAsync("smtp-sink", (port, folder) =>
        [
            .. Environment.IsPrivilegedProcess ? (string[])["-u", "nobody"] : [], "-h", "mx.example", "-D", Path.Combine(folder, "dump"),
            "127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture), "10",
        ]);
        await using var relay = await RelayProcess.StartAsync(_folder.FullName, sink.Port);

        await SwaksAsync(relay, "bob@mx.example");

        await relay.LineAsync("handed on to");
        string dump = await sink.ReadAsync(server => File.Exists(server["dump"]) ? server["dump"] : null);
        Assert.Contains("X-Mail-Args: <alice@client.example>", dump, StringComparison.Ordinal);
        Assert.Contains("X-Helo-Args: relay.example", dump, StringComparison.Ordinal);
        Assert.Contains("\nReceived: from client.example ([127.0.0.1]) by relay.example with ESMTP", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("Return-Path", dump, StringComparison.Ordinal);
        await relay.WaitUntilEmptyAsync();
    }

    [Fact(Timeout = Timeout)]
    public async Task One_of_three_recipients_is_refused_one_put_off_and_the_sender_gets_a_notification_that_others_read()
    {
        await using var next = await NextServer.StartAsync();
        await using var relay = await RelayProcess.StartAsync(_folder.FullName, next.Port);

        await SwaksAsync(relay, "bob@mx.example,nobody@mx.example,later@mx.example");

        var kept = await next.WaitAsync(3);
        await relay.WaitUntilEmptyAsync();
        Assert.Single(kept, message => message.StartsWith("X-From: alice@client.example\r\nX-To: bob@mx.example\r\n", StringComparison.Ordinal));
        Assert.Single(kept, message => message.StartsWith("X-From: alice@client.example\r\nX-To: later@mx.example\r\n", StringComparison.Ordinal));
        string report = next.Kept().Single(path => File.ReadAllText(path).Contains("X-To: alice@client.example\r\n", StringComparison.Ordinal));
        Assert.Matches(@"\AX-From: (<>|None)?\r\n", await File.ReadAllTextAsync(report, Token));
        Assert.Equal(3, next.Kept().Count());

        await ForeignProgram.RunAsync("sh", "-c", $"cd '{next["."]}' && {NextServer.Python} -c '{ReportReader.Replace("'", "'\\''", StringComparison.Ordinal)}' '{report}'");
        var read = JsonDocument.Parse(await File.ReadAllTextAsync(next["report.json"], Token)).RootElement;
        string Text(string name) => read.GetProperty(name).GetString()!;
        Assert.Equal(("multipart/report", "delivery-status"), (Text("type"), Text("report")));
        Assert.Equal(["text/plain", "message/delivery-status", "message/rfc822"], read.GetProperty("parts").EnumerateArray().Select(part => part.GetString()));
        Assert.Equal(("dns; relay.example", "rfc822;nobody@mx.example", "failed"), (Text("reporting"), Text("final"), Text("action")));
        Assert.Equal(("5.1.1", "smtp; 550 5.1.1 No such mailbox", "through a relay"), (Text("status"), Text("diagnostic"), Text("subject")));
        Assert.Equal(2, read.GetProperty("groups").GetInt32());
        Assert.Equal(0, read.GetProperty("defects").GetArrayLength());
        var status = (MessageDeliveryStatus)((MultipartReport)(await MimeMessage.LoadAsync(report, Token)).Body!)[1];
        Assert.Equal("rfc822;nobody@mx.example", status.StatusGroups![1]!["Final-Recipient"]);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_server_that_is_down_gets_the_mail_when_it_is_back_and_one_that_dies_in_the_middle_once()
    {
        int port = ForeignServer.FreePort();
        await using var relay = await RelayProcess.StartAsync(_folder.FullName, port);
        await SwaksAsync(relay, "bob@mx.example");
        await relay.LineAsync("tried again at");

        await using (var dying = await NextServer.StartAsync(port))
        {
            await File.WriteAllTextAsync(dying["die"], "", Token);
            await dying.EndAsync();
            Assert.Empty(dying.Kept());
        }

        await using var back = await NextServer.StartAsync(port);
        Assert.StartsWith("X-From: alice@client.example\r\nX-To: bob@mx.example\r\n", (await back.WaitAsync(1))[0], StringComparison.Ordinal);
        await relay.WaitUntilEmptyAsync();
        Assert.Single(back.Kept());
    }

    [Fact(Timeout = Timeout)]
    public async Task Killing_us_loses_nothing()
    {
        const int Messages = 300;
        await using var next = await NextServer.StartAsync();
        await using (var killed = await RelayProcess.StartAsync(_folder.FullName, next.Port))
        {
            var sending = SendAsync(killed.Port, Messages);
            await next.WaitAsync(Messages / 10);
            await sending;
            await killed.KillAsync();
        }

        await using var relay = await RelayProcess.StartAsync(_folder.FullName, next.Port);
        await relay.WaitUntilEmptyAsync();

        var subjects = next.Kept().Select(path => File.ReadLines(path).First(line => line.StartsWith("Subject: ", StringComparison.Ordinal))).ToList();
        Assert.Equal(Messages, subjects.Distinct().Count());
        // Those that were under way may come twice.
        Assert.InRange(subjects.Count, Messages, Messages + 4);
    }

    private static async Task SendAsync(int port, int count)
    {
        await using var sender = await MailSender.ConnectAsync(ForeignMail.Options(port), Token);
        for (int i = 0; i < count; i++)
        {
            using var content = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Subject: {i}\r\n\r\nHello\r\n")));
            await sender.SendAsync(new MailEnvelope("alice@client.example", "bob@mx.example"), content, Token);
        }

        await sender.QuitAsync(Token);
    }

    private static Task SwaksAsync(RelayProcess relay, string to) => ForeignProgram.RunAsync(
        "swaks", "--server", "127.0.0.1", "--port", relay.Port.ToString(CultureInfo.InvariantCulture), "--helo", "client.example",
        "--from", "alice@client.example", "--to", to, "--header", "Subject: through a relay", "--body", "Hello");
}
