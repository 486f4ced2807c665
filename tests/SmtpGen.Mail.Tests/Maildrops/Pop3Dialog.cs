using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Mail.Tests.Maildrops;

/// <summary>A client that says what a test wants.</summary>
internal sealed class Pop3Dialog : IAsyncDisposable
{
    private readonly TcpClient _client = new();
    private StreamReader _reader = null!;

    public static async Task<Pop3Dialog> OpenAsync(int port)
    {
        var dialog = new Pop3Dialog();
        await dialog._client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        dialog._reader = new StreamReader(dialog._client.GetStream(), Encoding.Latin1);
        Assert.Equal($"+OK {MailStore.HostName} POP3 ready", await dialog.ReadAsync());
        return dialog;
    }

    /// <summary>A dialog in which a user is logged in.</summary>
    public static async Task<Pop3Dialog> LogInAsync(int port, string user = "bob")
    {
        var dialog = await OpenAsync(port);
        Assert.Equal("+OK Send the password with PASS", await dialog.AskAsync($"USER {user}"));
        Assert.StartsWith("+OK ", await dialog.AskAsync($"PASS {MailStore.Password}"), StringComparison.Ordinal);
        return dialog;
    }

    public async Task<string?> AskAsync(string command)
    {
        await SendAsync(command);
        return await ReadAsync();
    }

    /// <summary>The lines between the first, which must be positive, and the dot.</summary>
    public async Task<string[]> ListAsync(string command)
    {
        Assert.StartsWith("+OK", await AskAsync(command), StringComparison.Ordinal);
        var lines = new List<string>();
        while (await ReadAsync() is { } line && line != ".")
            lines.Add(line);
        return [.. lines];
    }

    public async Task SendAsync(string command) =>
        await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(command + "\r\n"), TestContext.Current.CancellationToken);

    /// <summary>A line; null at the end of the connection.</summary>
    public async Task<string?> ReadAsync() => await _reader.ReadLineAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
