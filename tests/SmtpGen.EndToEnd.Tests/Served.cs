using System.Net;
using System.Threading.Channels;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>The program <c>smtpgen serve</c> on free ports for SMTP and LMTP.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-");
    private readonly CancellationTokenSource _stop = new();
    private readonly Lines _output = new();
    private readonly StringWriter _error = new();
    private Task<int> _running = Task.FromResult(0);

    public int LmtpPort { get; private set; }

    public static async Task<Served> StartAsync()
    {
        var served = new Served();
        served._running = TestedProgram.RunAsync(
            ["serve", "--store", served.StorePath, "--listen", "127.0.0.1:0", "--lmtp", "127.0.0.1:0"],
            served._output, served._error, served._stop.Token);
        await served.NextPortAsync();
        served.LmtpPort = await served.NextPortAsync();
        return served;
    }

    /// <summary>The envelope of the one message that is stored.</summary>
    public async Task<ReceivedEnvelope> OnlyAsync()
    {
        await using var store = SqliteMessageStore.Open(StorePath, StoreAccess.Read);
        var messages = new List<StoredMessage>();
        await foreach (var message in store.ListAsync(TestContext.Current.CancellationToken))
            messages.Add(message);
        return Assert.Single(messages).Envelope;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private string StorePath => Path.Combine(_folder.FullName, "mail.db");

    private async Task<int> NextPortAsync()
    {
        var line = _output.NextAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(line, _running);
        Assert.True(line.IsCompleted, $"serve ended: {_error}");
        return IPEndPoint.Parse((await line).Split(' ')[2]).Port;
    }

    private sealed class Lines : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return Task.CompletedTask;
        }

        public Task<string> NextAsync(CancellationToken cancellationToken) => _lines.Reader.ReadAsync(cancellationToken).AsTask();
    }
}
