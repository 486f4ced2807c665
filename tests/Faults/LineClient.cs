using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Faults.Tests;

/// <summary>A client that says a line and reads its answer.</summary>
internal sealed class LineClient : IDisposable
{
    private readonly TcpClient _connection;
    private readonly StreamReader _reader;

    private LineClient(TcpClient connection)
    {
        _connection = connection;
        _reader = new StreamReader(connection.GetStream(), Encoding.Latin1);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A client that was greeted.</summary>
    public static async Task<LineClient> ConnectAsync(IPEndPoint endPoint)
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(endPoint, Token);
        var client = new LineClient(connection);
        await client.AnswerAsync();
        return client;
    }

    /// <summary>A client that has said HELO.</summary>
    public static async Task<LineClient> GreetedAsync(IPEndPoint endPoint)
    {
        LineClient client = await ConnectAsync(endPoint);
        await client.RequireAsync("HELO client.example.org", "250");
        return client;
    }

    public async Task<string> SayAsync(string line)
    {
        await WriteAsync(line + "\r\n");
        return await AnswerAsync();
    }

    public async Task RequireAsync(string line, string answer) => Assert.StartsWith(answer, await SayAsync(line));

    /// <summary>The answer to a message, whose lines are no longer than SMTP allows and begin with no dot.</summary>
    /// <param name="body">The message; ends in CRLF.</param>
    /// <param name="beforeEnd">Called when only the end of the message is to be sent.</param>
    public async Task<string> SendAsync(string body, Action? beforeEnd = null)
    {
        await RequireAsync("MAIL FROM:<ann@example.org>", "250");
        await RequireAsync($"RCPT TO:<{TestMail.Recipient}>", "250");
        string answer = await SayAsync("DATA");
        if (!answer.StartsWith("354", StringComparison.Ordinal))
            return answer;
        await WriteAsync(body);
        beforeEnd?.Invoke();
        return await SayAsync(".");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _connection.Dispose();
    }

    private async Task WriteAsync(string text) => await _connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), Token);

    private async Task<string> AnswerAsync()
        => await _reader.ReadLineAsync(Token) ?? throw new IOException("the server has closed the connection");
}
