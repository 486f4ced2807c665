using System.Net;
using System.Net.Sockets;
using System.Text;
using SmtpGen.Envelopes;

namespace SmtpGen.Client.Tests;

/// <summary>
/// A server that plays a script to one client. A line <c>S: text</c> is sent, <c>S- text</c> is sent together with what follows,
/// <c>C: text</c> must come (an asterisk at its end stands for anything), <c>C.</c> reads a body up to its dot, <c>C n</c> reads
/// n octets, <c>wait</c> says nothing until the client gives up. After the last line the connection is closed.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly StringBuilder _body = new();
    private readonly Task _playing;

    private ScriptedServer(string script)
    {
        _listener.Start();
        _playing = PlayAsync(script.Trim().ReplaceLineEndings("\n").Split('\n'));
    }

    /// <summary>The bodies and chunks that came, as Latin-1.</summary>
    public string Body => _body.ToString();

    public MailSenderOptions Options => new()
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        Tls = TlsPolicy.None,
        ClientName = "client.example",
    };

    public static ScriptedServer Play(string script) => new(script);

    /// <summary>Connects, sends one message and quits where the session goes on.</summary>
    public async Task<MailSendResult> SendAsync(MailEnvelope envelope, string content, Func<MailSenderOptions, MailSenderOptions>? change = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sender = await MailSender.ConnectAsync(change is null ? Options : change(Options), cancellationToken);
        try
        {
            return await sender.SendAsync(envelope, Encoding.Latin1.GetBytes(content), cancellationToken);
        }
        finally
        {
            if (sender.IsOpen)
                await sender.QuitAsync(cancellationToken);
        }
    }

    /// <summary>Ends; what the client said otherwise than the script fails here.</summary>
    public async ValueTask DisposeAsync()
    {
        await _playing;
        _listener.Dispose();
    }

    private async Task PlayAsync(string[] script)
    {
        using var client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        string held = "";
        foreach (string line in script)
        {
            if (line.StartsWith("S- ", StringComparison.Ordinal))
                held += line[3..] + "\r\n";
            else if (line.StartsWith("S: ", StringComparison.Ordinal))
                held = await WriteAsync(stream, held + line[3..].Replace("<NUL>", "\0", StringComparison.Ordinal) + "\r\n");
            else if (line == "C.")
                await ReadBodyAsync(stream);
            else if (line.StartsWith("C ", StringComparison.Ordinal))
                await ReadOctetsAsync(stream, int.Parse(line[2..]));
            else if (line == "wait")
                await ReadLineAsync(stream);
            else
                Check(line[3..], await ReadLineAsync(stream));
        }
    }

    private static void Check(string expected, string? line)
    {
        if (expected is [.., _, '*'])
            Assert.StartsWith(expected[..^1], line, StringComparison.Ordinal);
        else
            Assert.Equal(expected, line);
    }

    private static async Task<string> WriteAsync(NetworkStream stream, string text)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        return "";
    }

    private async Task ReadBodyAsync(NetworkStream stream)
    {
        while (await ReadLineAsync(stream) is { } line and not ".")
            _body.Append(line).Append("\r\n");
    }

    private async Task ReadOctetsAsync(NetworkStream stream, int count)
    {
        byte[] octets = new byte[count];
        await stream.ReadExactlyAsync(octets, TestContext.Current.CancellationToken);
        _body.Append(Encoding.Latin1.GetString(octets));
    }

    // Octet by octet: nothing after the line may be taken.
    private static async Task<string?> ReadLineAsync(NetworkStream stream)
    {
        var line = new StringBuilder();
        byte[] octet = new byte[1];
        while (await stream.ReadAsync(octet, TestContext.Current.CancellationToken) == 1)
        {
            if (octet[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)octet[0]);
        }

        return null;
    }
}
