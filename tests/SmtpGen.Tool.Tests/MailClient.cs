using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Tool.Tests;

/// <summary>A client that says what the test says, a line and its answer at a time.</summary>
internal sealed class MailClient : IDisposable
{
    private readonly TcpClient _client;
    private readonly StreamReader _reader;

    private MailClient(TcpClient client)
    {
        _client = client;
        _reader = new StreamReader(client.GetStream(), Encoding.ASCII);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A client that was greeted.</summary>
    public static async Task<MailClient> GreetedAsync(IPEndPoint endPoint)
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(endPoint, Token);
        var client = new MailClient(connection);
        Assert.StartsWith("220", await client._reader.ReadLineAsync(Token));
        Assert.StartsWith("250", await client.SayAsync("HELO client.example.org"));
        return client;
    }

    /// <summary>A client that has read the greeting and said nothing.</summary>
    public static async Task<MailClient> ConnectAsync(IPEndPoint endPoint)
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(endPoint, Token);
        var client = new MailClient(connection);
        await client._reader.ReadLineAsync(Token);
        return client;
    }

    /// <summary>All lines of the answer to a line.</summary>
    public async Task<string[]> AskAsync(string line)
    {
        var lines = new List<string> { (await SayAsync(line))! };
        while (lines[^1] is [_, _, _, '-', ..])
            lines.Add((await _reader.ReadLineAsync(Token))!);
        return [.. lines];
    }

    /// <summary>The answer to a line.</summary>
    public async Task<string?> SayAsync(string line)
    {
        await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), Token);
        return await _reader.ReadLineAsync(Token);
    }

    /// <summary>The last line of the answer to EHLO.</summary>
    public async Task<string?> GreetAsync()
    {
        string? line = await SayAsync("EHLO client.example.org");
        while (line is [_, _, _, '-', ..])
            line = await _reader.ReadLineAsync(Token);
        return line;
    }

    /// <summary>The answer to a message from Ann to Bob.</summary>
    public async Task<string?> SendAsync(string message)
    {
        Assert.StartsWith("250", await SayAsync("MAIL FROM:<ann@example.org>"));
        Assert.StartsWith("250", await SayAsync("RCPT TO:<bob@example.net>"));
        Assert.StartsWith("354", await SayAsync("DATA"));
        return await SayAsync(message + "\r\n.");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }
}
