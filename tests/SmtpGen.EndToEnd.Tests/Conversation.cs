using System.Net.Sockets;
using System.Text;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>A conversation over a socket, octet by octet as the test says.</summary>
internal sealed class Conversation : IDisposable
{
    private readonly TcpClient _client;
    private readonly StreamReader _reader;

    public Conversation(int port)
    {
        _client = new TcpClient("127.0.0.1", port) { NoDelay = true };
        _reader = new StreamReader(_client.GetStream(), Encoding.Latin1);
    }

    public async Task SendAsync(string octets) =>
        await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(octets), TestContext.Current.CancellationToken);

    /// <summary>The next line; null when the server has closed in order.</summary>
    public async Task<string?> LineAsync() => await _reader.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>All that the server says until it closes in order.</summary>
    public async Task<string> ToEndAsync() => await _reader.ReadToEndAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _client.Dispose();
}
