using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Packages.Tests;

/// <summary>A client that says lines and reads replies.</summary>
internal sealed class Talk : IDisposable
{
    private readonly TcpClient _client = new();
    private StreamReader? _reader;

    /// <summary>Connects, and reads the greeting.</summary>
    public static async Task<Talk> BeginAsync(int port)
    {
        var talk = new Talk();
        await talk._client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        talk._reader = new StreamReader(talk._client.GetStream(), Encoding.UTF8);
        Assert.StartsWith("220 ", await talk.ReadAsync());
        return talk;
    }

    /// <summary>Says something, and returns the last line of the reply.</summary>
    public async Task<string> SayAsync(string text)
    {
        await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), TestContext.Current.CancellationToken);
        return await ReadAsync();
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> ReadAsync()
    {
        while (true)
        {
            string line = await _reader!.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new IOException("The server has closed the connection.");
            if (line.Length < 4 || line[3] != '-')
                return line;
        }
    }
}
