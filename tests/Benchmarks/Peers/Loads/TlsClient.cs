using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>
/// One connection with TLS 1.3 that stays, over which transactions are pipelined. A receiver that speaks no protocol gets the same octets.
/// </summary>
/// <param name="length">Octets of a message.</param>
internal sealed class TlsClient(int length) : IClient
{
    private static readonly byte[] s_commands = "MAIL FROM:<alice@client.example>\r\nRCPT TO:<bob@mx.example>\r\nDATA\r\n"u8.ToArray();

    private readonly byte[] _body = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Repeat("A line of a message, neither short nor long, of 62 octets....\r\n", Math.Max(1, length / 64))) + ".\r\n");

    public int Fewest => 1;

    public bool IsPaced => false;

    public bool IsProcess => false;

    public async Task<Sent> SendAsync(ReceiverProcess server, int messages)
    {
        var gauge = await Gauge.BeginAsync(server);
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
            await socket.ConnectAsync(IPAddress.Loopback, server.Port);
            await using var stream = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, (_, _, _, _) => true);
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "mx.example", EnabledSslProtocols = SslProtocols.Tls13 });
            if (server.Receiver.CanTake(Needs.Octets))
                await SendOctetsAsync(stream, messages);
            else
                await ConverseAsync(stream, messages);
            await stream.ShutdownAsync();
            while (await socket.ReceiveAsync(new byte[4096]) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException)
        {
            throw new NotAcknowledgedException($"{exception.Message} {exception.InnerException?.Message}{server.Words()}");
        }

        return await gauge.EndAsync();
    }

    private async Task SendOctetsAsync(SslStream stream, int messages)
    {
        byte[] next = [.. _body, .. s_commands];
        for (int i = 0; i < messages; i++)
            await stream.WriteAsync(next);
    }

    private async Task ConverseAsync(SslStream stream, int messages)
    {
        using var replies = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        await ExpectAsync(replies, "220");
        await stream.WriteAsync("EHLO client.example\r\n"u8.ToArray());
        await ExpectAsync(replies, "250");
        await stream.WriteAsync(s_commands);
        byte[] next = [.. _body, .. s_commands];
        for (int i = 1; i <= messages; i++)
        {
            foreach (string code in (string[])["250", "250", "354"])
                await ExpectAsync(replies, code);
            await stream.WriteAsync(i < messages ? next : _body);
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
            throw new NotAcknowledgedException($"The server said '{line}', not {code}.");
    }
}
