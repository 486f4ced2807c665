using System.Globalization;
using System.Net;
using System.Threading.Channels;
using SmtpGen.Sasl;
using SmtpGen.Server.Tests.Tls;
using SmtpGen.Storage;
using SmtpGen.Tool;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>The program <c>smtpgen serve</c> with a certificate and the user alice, whose password is "secret".</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly TestCertificates _files = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lines _output = new();
    private readonly StringWriter _error = new();
    private readonly List<IPEndPoint> _endPoints = [];
    private Task<int> _running = Task.FromResult(0);

    public IMessageStore Store { get; private set; } = null!;

    /// <summary>Plain text, with STARTTLS.</summary>
    public int Port => _endPoints[0].Port;

    public int TlsPort => _endPoints[1].Port;

    public int ProxyPort => _endPoints[2].Port;

    public int LmtpPort => _endPoints[3].Port;

    public static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    public static async Task<Served> StartAsync(params string[] more)
    {
        var served = new Served();
        using var certificate = TestCertificates.Create();
        string pem = served._files.WritePem(certificate);
        string users = served._files.Write("users", UserEntry.CreateScram("alice", "secret") + "\n");
        string store = served._files.Write("mail.db", "");
        string[] arguments =
        [
            "serve", "--store", store, "--tls-cert", pem, "--users", users, "--hostname", "mx.example",
            "--listen", "127.0.0.1:0", "--listen", "127.0.0.1:0 tls", "--listen", "127.0.0.1:0 proxy", "--lmtp", "127.0.0.1:0",
            "--trusted-proxies", "127.0.0.1", "--trusted-clients", "127.0.0.1", .. more,
        ];
        served._running = Program.RunAsync(arguments, served._output, served._error, served._stop.Token);
        for (int i = 0; i < 4; i++)
        {
            var line = served._output.NextAsync(TestContext.Current.CancellationToken);
            await Task.WhenAny(line, served._running);
            Assert.True(line.IsCompleted, $"serve ended: {served._error}");
            served._endPoints.Add(IPEndPoint.Parse((await line).Split(' ')[2]));
        }

        served.Store = MessageStores.Open(store, StoreAccess.Read);
        return served;
    }

    /// <summary>The one message that is stored.</summary>
    public async Task<StoredMessage> OnlyAsync()
    {
        var messages = new List<StoredMessage>();
        await foreach (var message in Store.ListAsync(TestContext.Current.CancellationToken))
            messages.Add(message);
        return Assert.Single(messages);
    }

    public async Task<byte[]> BodyAsync(StoredMessage message)
    {
        await using var stored = await Store.OpenAsync(message.Id, TestContext.Current.CancellationToken);
        using var all = new MemoryStream();
        await stored.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        if (Store is not null)
            await Store.DisposeAsync();
        _stop.Dispose();
        _files.Dispose();
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
