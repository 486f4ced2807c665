using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Benchmarks.Peers;

/// <summary>A client that pipelines whole transactions (RFC 2920): the end of a message and the commands of the next go in one write.</summary>
internal static class PipelinedClient
{
    private static readonly byte[] s_commands =
        Encoding.ASCII.GetBytes("MAIL FROM:<alice@client.example>\r\nRCPT TO:<bob@mx.example>\r\nDATA\r\n");

    private static readonly byte[] s_body =
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("A line of a message, neither short nor long, of 62 octets....\r\n", 16)) + ".\r\n");

    /// <summary>Sends messages over several connections.</summary>
    public static Task SendAsync(int port, int connections, int messages) =>
        Task.WhenAll(Enumerable.Range(0, connections).Select(_ => SendAsync(port, messages / connections)));

    private static async Task SendAsync(int port, int messages)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = new NetworkStream(socket);
        using var replies = new StreamReader(stream, Encoding.ASCII);
        await ExpectAsync(replies, "220");
        await stream.WriteAsync("EHLO client.example\r\n"u8.ToArray());
        await ExpectAsync(replies, "250");
        await stream.WriteAsync(s_commands);
        byte[] next = [.. s_body, .. s_commands];
        for (int i = 1; i <= messages; i++)
        {
            foreach (string code in (string[])["250", "250", "354"])
                await ExpectAsync(replies, code);
            await stream.WriteAsync(i < messages ? next : s_body);
            await ExpectAsync(replies, "250");
        }

        await stream.WriteAsync("QUIT\r\n"u8.ToArray());
        await ExpectAsync(replies, "221");
    }

    private static async Task ExpectAsync(StreamReader replies, string code)
    {
        string? line;
        do
        {
            line = await replies.ReadLineAsync();
        }
        while (line is { Length: > 3 } && line[3] == '-');
        if (line?.StartsWith(code, StringComparison.Ordinal) != true)
            throw new InvalidOperationException($"The server said '{line}', not {code}.");
    }
}
