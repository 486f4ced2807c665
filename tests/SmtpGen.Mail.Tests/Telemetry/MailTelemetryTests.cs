using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;
using SmtpGen.Tests;

namespace SmtpGen.Mail.Tests.Telemetry;

[CollectionDefinition(nameof(MailTelemetryTests), DisableParallelization = true)]
[Collection(nameof(MailTelemetryTests))]
public sealed class MailTelemetryTests : IAsyncDisposable
{
    private const int Timeout = 120_000;
    private const string Message = "Subject: Hello\r\n\r\nWorld\r\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-mail-");
    private readonly MetricRecorder _metrics = new();
    private readonly SpanRecorder _spans = new();
    private readonly SqliteMessageStore _store;

    public MailTelemetryTests() => _store = SqliteMessageStore.Open(DatabasePath);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string DatabasePath => Path.Combine(_folder.FullName, "mail.db");

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        _spans.Dispose();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_is_measured_once_and_its_spans_stand_in_one_another()
    {
        string answers = await TalkAsync(_store, $"{Transaction}{Message}.\r\nQUIT\r\n");

        Assert.Contains("250 2.0.0 Stored as ", answers, StringComparison.Ordinal);
        var size = Assert.Single(_metrics.Of("smtpgen.message.size", "network.protocol.name=smtp", "smtpgen.reply.code=250"));
        Assert.Equal(Message.Length, size.Value);
        var commit = Assert.Single(_metrics.Of("smtpgen.message.commit.duration"));
        Assert.Equal(["network.protocol.name=smtp"], commit.Tags);
        Assert.InRange(commit.Value, 1e-6, 60);
        Assert.Equal(1, _metrics.Sum("smtpgen.store.group.size"));
        Assert.InRange(Assert.Single(_metrics.Of("smtpgen.store.group.duration")).Value, 1e-6, commit.Value);

        var session = await _spans.UntilAsync("smtp session", Token);
        var transaction = await _spans.UntilAsync("receive", Token);
        var committed = await _spans.UntilAsync("commit", Token);
        Assert.Equal((session.SpanId, session.TraceId), (transaction.ParentSpanId, transaction.TraceId));
        Assert.Equal((transaction.SpanId, session.TraceId), (committed.ParentSpanId, committed.TraceId));
        Assert.Equal((250, 1, (long)Message.Length), (transaction.GetTagItem("smtpgen.reply.code"), transaction.GetTagItem("smtpgen.recipients"), transaction.GetTagItem("messaging.message.body.size")));
        Assert.Contains($"Stored as {committed.GetTagItem("messaging.message.id")}", answers, StringComparison.Ordinal);
        Assert.DoesNotContain(_spans.Ended.SelectMany(span => span.TagObjects), tag => $"{tag.Value}".Contains("example.org", StringComparison.Ordinal));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_store_that_fails_is_an_error_of_the_commit_and_a_reply_of_the_message()
    {
        using (var connection = Connect())
            Execute(connection, "CREATE TRIGGER poison BEFORE INSERT ON recipients BEGIN SELECT RAISE(ABORT, 'poisoned'); END");

        Assert.Contains("\r\n451 ", await TalkAsync(_store, $"{Transaction}{Message}.\r\nQUIT\r\n"), StringComparison.Ordinal);
        Assert.Single(_metrics.Of("smtpgen.message.commit.duration", "error.type=StoreException"));
        Assert.Single(_metrics.Of("smtpgen.message.size", "smtpgen.reply.code=451"));
        Assert.Equal(ActivityStatusCode.Error, (await _spans.UntilAsync("receive", Token)).Status);
        Assert.Equal("StoreException", (await _spans.UntilAsync("commit", Token)).GetTagItem("error.type"));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_that_breaks_off_is_an_error_of_its_transaction_and_no_message()
    {
        await TalkAsync(_store, $"{Transaction}{Message}", leaves: true);

        var transaction = await _spans.UntilAsync("receive", Token);
        Assert.Equal(ActivityStatusCode.Error, transaction.Status);
        Assert.Equal("BodyInterruptedException", transaction.GetTagItem("error.type"));
        Assert.Empty(_metrics.Of("smtpgen.message.size"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Messages_that_wait_for_the_store_are_observed()
    {
        using var connection = Connect();
        Execute(connection, "BEGIN IMMEDIATE");
        var talk = TalkAsync(_store, $"{Transaction}{Message}.\r\nQUIT\r\n");
        while (_metrics.Observe("smtpgen.store.waiting") == 0)
            await Task.Delay(5, Token);
        Assert.Equal(1, _metrics.Observe("smtpgen.store.waiting"));
        Execute(connection, "COMMIT");
        Assert.Contains("250 2.0.0 Stored as ", await talk, StringComparison.Ordinal);
        Assert.Equal(0, _metrics.Observe("smtpgen.store.waiting"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Logins_count_by_mechanism_and_result()
    {
        string right = Convert.ToBase64String("\0alice\0secret"u8);
        string wrong = Convert.ToBase64String("\0alice\0wrong"u8);
        string answers = await TalkAsync(_store, $"EHLO client.example\r\nAUTH PLAIN {wrong}\r\nAUTH PLAIN {right}\r\nQUIT\r\n");

        Assert.Contains("\r\n535 ", answers, StringComparison.Ordinal);
        Assert.Contains("\r\n235 ", answers, StringComparison.Ordinal);
        foreach (string result in (string[])["wrong", "success"])
            Assert.Equal(1, _metrics.Sum("smtpgen.logins", "network.protocol.name=smtp", "smtpgen.mechanism=PLAIN", "smtpgen.result=" + result));
    }

    private static string Transaction => "EHLO client.example\r\nMAIL FROM:<alice@example.org>\r\nRCPT TO:<bob@example.org>\r\nDATA\r\n";

    // What is sent before an answer is sent at once, save that DATA is waited for.
    private async Task<string> TalkAsync(IMessageStore store, string input, bool leaves = false)
    {
        string users = Path.Combine(_folder.FullName, "users");
        await File.WriteAllTextAsync(users, "alice:{PLAIN}secret\n", Token);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSmtpServer(store, options =>
        {
            options.Listen.Add("127.0.0.1:0");
            options.Users = users;
            options.AllowPlaintextWithoutTls = true;
        });
        using var host = builder.Build();
        await host.StartAsync(Token);
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Services.GetRequiredService<ProtocolServerService<SmtpServerOptions>>().Server.EndPoints[0], Token);
        using var reader = new StreamReader(socket.GetStream());
        var said = new StringBuilder();
        string[] parts = input.Split("DATA\r\n");
        if (parts.Length > 1)
        {
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(parts[0] + "DATA\r\n"), Token);
            while (await reader.ReadLineAsync(Token) is { } line && !line.StartsWith("354", StringComparison.Ordinal))
                said.Append(line).Append("\r\n");
        }

        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(parts[^1]), Token);
        if (leaves)
            socket.Client.Shutdown(SocketShutdown.Send);
        said.Append(await reader.ReadToEndAsync(Token));
        await host.StopAsync(Token);
        return said.ToString();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
