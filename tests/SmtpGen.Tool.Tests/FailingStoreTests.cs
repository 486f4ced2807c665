using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage.Sqlite;
using SmtpGen.Tool.Serve;
using SmtpGen.Tool.Serve.Logging;

namespace SmtpGen.Tool.Tests;

public sealed class FailingStoreTests
{
    [Fact]
    public async Task A_full_store_is_answered_452_and_the_next_message_is_taken()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteMessageStore.Open(folder["store.db"], maximumSize: 400_000);
        var lines = new LineFeed();
        await using var log = new ServeLog(lines, TextWriter.Null);
        var options = new SmtpServerOptions { Listen = { "127.0.0.1:0" } };
        var sessions = new StoreSessions(
            store, new SmtpReceiverSetup(options, NullLogger.Instance), "en", trace: false, log, page: null,
            handler => new SmtpSession(handler, options.Protocol));
        await using var server = new ProtocolServer(options, sessions, NullLogger.Instance);
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var client = await MailClient.GreetedAsync(server.EndPoints[0]);

        Assert.StartsWith("452 4.3.1", await client.SendAsync(new string('x', 1_000_000)));
        Assert.Contains("452", await lines.NextAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("250", await client.SendAsync("small ones still fit"));
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_is_answered_451_and_the_next_message_is_taken()
    {
        using var folder = new TemporaryFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var output = new LineFeed();
        await using var error = new StringWriter();
        string mail = folder["mail"];
        var serving = TestedProgram.RunAsync(["serve", "--listen", "127.0.0.1:0", "--store", $"maildir:{mail}"], output, error, stop.Token);
        string listening = await output.NextAsync(stop.Token);
        using var client = await MailClient.GreetedAsync(IPEndPoint.Parse(listening.Split(' ', ',')[2]));

        Directory.Move(Path.Combine(mail, "tmp"), Path.Combine(mail, "away"));
        Assert.StartsWith("451 4.3.0", await client.SendAsync("refused"));
        Assert.Contains(mail, await output.NextAsync(stop.Token));
        Directory.Move(Path.Combine(mail, "away"), Path.Combine(mail, "tmp"));
        Assert.StartsWith("250", await client.SendAsync("kept"));

        await stop.CancelAsync();
        Assert.Equal(0, await serving);
        Assert.Equal("", error.ToString());
    }
}
