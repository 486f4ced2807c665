using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Protocols.Tests.Dialogs;
using SmtpGen.Runtime;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Protocols.Tests.Smuggling;

/// <summary>A session with a transaction that waits for its message, and what became of it.</summary>
internal sealed class SmuggledSession
{
    private readonly DialogHandler _handler = new();
    private readonly ScriptTransport _transport = new();
    private readonly Task _running;

    public SmuggledSession(FramingPolicy policy, bool isLenient, bool takesNul = false)
    {
        var options = new SmtpOptions { Framing = policy, MessageSize = 65536, Lenient = isLenient, LenientNul = takesNul };
        var session = new SmtpSession(_handler, options);
        _running = session.RunAsync(_transport, CancellationToken.None).AsTask();
        Feed("EHLO client.example\r\nMAIL FROM:<mallory@client.example>\r\nRCPT TO:<bob@mx.example>\r\n");
        _transport.TakeSent();
    }

    /// <summary>Whether the server closed the connection.</summary>
    public bool IsClosed => _running.IsCompleted;

    /// <summary>Whether a command that stands in the message was run.</summary>
    public bool HasRunSmuggled => _handler.Asked.Contains("VRFY");

    /// <summary>The messages that the application got.</summary>
    public IEnumerable<string> Bodies => _handler.Bodies.Select(Encoding.Latin1.GetString);

    /// <summary>Sends octets that arrive in two pieces, or octet by octet.</summary>
    /// <param name="octets">The octets.</param>
    /// <param name="cut">Length of the first piece; negative: each piece is one octet.</param>
    public void Feed(string octets, int cut = 0)
    {
        byte[] all = Encoding.Latin1.GetBytes(octets);
        int[] ends = cut < 0 ? [.. Enumerable.Range(1, all.Length)] : cut == 0 ? [all.Length] : [cut, all.Length];
        int at = 0;
        foreach (int end in ends.Where(end => end <= all.Length))
        {
            if (end > at)
                _transport.Feed(new ReceivedOctets(all.AsMemory(at, end - at)));
            at = end;
        }
    }

    /// <summary>Codes of the replies since the last call, enhanced ones included: <c>250 2.0.0</c>.</summary>
    public string[] TakeReplies() =>
    [
        .. Encoding.ASCII.GetString(_transport.TakeSent()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[3] == ' ')
            .Select(line => string.Join(' ', line.Split(' ').Take(line[4] is >= '2' and <= '5' && line[5] == '.' ? 2 : 1))),
    ];
}
