using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Lmtp;

/// <summary>A client of LMTP in memory, in a transaction with recipients.</summary>
internal sealed class LmtpClient
{
    private readonly ScriptTransport _transport = new();
    private readonly Task _running;

    public LmtpClient(LmtpSession session, params string[] recipients)
    {
        _running = session.RunAsync(_transport, TestContext.Current.CancellationToken).AsTask();
        Say("LHLO client.example\r\nMAIL FROM:<alice@client.example>\r\n");
        foreach (string recipient in recipients)
            Assert.Equal(["250 2.1.5"], Say($"RCPT TO:<{recipient}@mx.example>\r\n"));
    }

    /// <summary>Whether the server ended the session.</summary>
    public bool IsClosed => _running.IsCompleted;

    /// <summary>Sends octets; the codes of the replies, enhanced ones included, as far as they are there.</summary>
    public string[] Say(string octets)
    {
        _transport.Feed(new ReceivedOctets(Encoding.ASCII.GetBytes(octets)));
        return
        [
            .. Encoding.ASCII.GetString(_transport.TakeSent()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[3] == ' ')
                .Select(line => line.StartsWith("354", StringComparison.Ordinal) ? "354" : line[..9]),
        ];
    }
}
