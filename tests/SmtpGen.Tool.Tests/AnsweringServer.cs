using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Tool.Tests;

/// <summary>A server that answers each verb, and the content as <c>.</c>, always in the same way; one connection after another.</summary>
internal sealed class AnsweringServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _verb;
    private readonly string _answer;
    private readonly int _from;
    private readonly Task _answering;

    /// <summary>A server that answers one verb otherwise than usual; the empty one stands for the connection.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="from">How often the verb comes on a connection before it is answered so, and this time.</param>
    public AnsweringServer(string verb, string answer, int from = 1)
    {
        (_verb, _answer, _from) = (verb, answer, from);
        _listener.Start();
        _answering = AnswerAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _answering);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            try
            {
                await AnswerAsync(client);
            }
            catch (IOException)
            {
                // The client went away in the middle of an answer; the next one gets its own.
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        int count = 0;
        await writer.WriteLineAsync(Answer("", ref count));
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            string verb = line.Split(' ')[0];
            await writer.WriteLineAsync(Answer(verb, ref count));
            while (verb == "DATA" && line != ".")
                line = await reader.ReadLineAsync(_stop.Token) ?? ".";
            if (verb == "DATA")
                await writer.WriteLineAsync(Answer(".", ref count));
        }
    }

    private string Answer(string verb, ref int count) => verb == _verb && ++count >= _from ? _answer : verb switch
    {
        "" => "220 mx.example",
        "DATA" => "354 go",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };
}
