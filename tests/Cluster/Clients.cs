using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Cluster.Tests;

/// <summary>Clients that send message after message, each a different one, and note what becomes of it. They are no better than they must be: whoever gets no answer connects again.</summary>
internal sealed class Clients(int port) : IAsyncDisposable
{
    // A client waits ten minutes for the answer to a message (RFC 5321 section 4.5.3.2.6).
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _number;

    /// <summary>All transactions whose message was sent as a whole, or almost.</summary>
    public IReadOnlyCollection<Attempt> Attempts => _attempts;

    public void Start(int count) => _running = Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(SendAllAsync)));

    /// <summary>Ends when each client has its last answer.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task SendAllAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var connection = new TcpClient { NoDelay = true };
                using var patience = new CancellationTokenSource(s_patience);
                await connection.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                await SendSomeAsync(connection.GetStream());
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private async Task SendSomeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await AnswerAsync(reader);
        await SayAsync(stream, reader, "HELO client.example");
        for (int count = 0; count < 20 && !_stop.IsCancellationRequested; count++)
        {
            if (await SayAsync(stream, reader, "MAIL FROM:<alice@example.org>") != 250
                || await SayAsync(stream, reader, "RCPT TO:<bob@example.org>") != 250
                || await SayAsync(stream, reader, "DATA") != 354)
                return;
            await SendMessageAsync(stream, reader);
        }

        await SayAsync(stream, reader, "QUIT");
    }

    private async Task SendMessageAsync(NetworkStream stream, StreamReader reader)
    {
        int number = Interlocked.Increment(ref _number);
        string id = string.Create(CultureInfo.InvariantCulture, $"attempt-{number}");
        // Some are larger than what a server holds in memory.
        string body = new('x', number % 50 == 0 ? 600_000 : number % 1000);
        string lines = string.Join("\r\n", body.Chunk(900).Select(line => new string(line)));
        int answer = 0;
        try
        {
            answer = await SayAsync(stream, reader, $"Subject: {id}\r\n\r\n{lines}\r\n.");
        }
        finally
        {
            _attempts.Enqueue(new Attempt(id, answer, DateTime.UtcNow));
        }
    }

    private static async Task<int> SayAsync(NetworkStream stream, StreamReader reader, string text)
    {
        using var patience = new CancellationTokenSource(s_patience);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text + "\r\n"), patience.Token);
        return await AnswerAsync(reader);
    }

    private static async Task<int> AnswerAsync(StreamReader reader)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length < 4 || line[3] != '-')
                return int.Parse(line.AsSpan(0, 3), CultureInfo.InvariantCulture);
        }

        throw new IOException("the server has closed the connection");
    }
}
