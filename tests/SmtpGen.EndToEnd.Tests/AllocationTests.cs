using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>What a message costs in memory that only a garbage collection gives back: machine, session and transport together, without a store.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Messages = 1000;

    // What the waits of a handler for the body cost; a block, a line or a session that is made anew would be far more. In octets.
    private const long MostPerMessage = 192;

    // With .NET's sockets a wait often ends on another thread than it began on, whose pool has nothing for it.
    private const long MostPerPortableMessage = 2_048;

    // Timers that look at deadlines now and then allocate a little, however many messages there are.
    private const long MostForTimers = 20_000;

    private const string Envelope = "MAIL FROM:<alice@client.example>\r\nRCPT TO:<bob@mx.example>\r\n";
    private static readonly string s_line = new string('x', 60) + "\r\n";
    private static readonly string s_kilobyte = string.Concat(Enumerable.Repeat(s_line, 16));

    private readonly byte[] _replies = new byte[65536];

    public static TheoryData<TransportKind, string> Loads =>
    [
        .. from transport in (TransportKind[])[TransportKind.Epoll, TransportKind.Portable]
           from load in (string[])["step by step", "pipelined", "chunks", "megabyte"]
           select (transport, load),
    ];

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Loads))]
    public async Task A_message_allocates_next_to_nothing(TransportKind transport, string load)
    {
#if DEBUG
        Assert.Skip("An unoptimized build allocates where an optimized one does not; run with -c Release.");
#endif
        Assert.SkipUnless(OperatingSystem.IsLinux() || transport == TransportKind.Portable, "this system has no epoll");
        await using var server = Server(transport);
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(server.EndPoints[0]);
        Read(client, 1);
        client.Send("EHLO client.example\r\n"u8);

        // All lines of a reply leave at once.
        Assert.True(client.Receive(_replies) > 0);
        var steps = Steps(load);
        int messages = load == "megabyte" ? Messages / 10 : Messages;

        // Until what runs often is compiled, and pools are full.
        Send(client, steps, messages);
        long least = long.MaxValue;
        long most = MostForTimers + (messages * (transport == TransportKind.Epoll ? MostPerMessage : MostPerPortableMessage));
        for (int i = 0; i < 3 && least > most; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Send(client, steps, messages);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.InRange(least, 0, most);
    }

    // What is sent at once, and how many lines are its answer.
    private static (byte[] Octets, int Lines)[] Steps(string load) => load switch
    {
        "step by step" =>
        [
            (Octets("MAIL FROM:<alice@client.example>\r\n"), 1), (Octets("RCPT TO:<bob@mx.example>\r\n"), 1), (Octets("DATA\r\n"), 1),
            (Octets(s_kilobyte + ".\r\n"), 1),
        ],
        "pipelined" => [(Octets(Envelope + "DATA\r\n"), 3), (Octets(s_kilobyte + ".\r\n" + Envelope + "RSET\r\n"), 4)],
        "chunks" => [(Octets($"{Envelope}BDAT {s_kilobyte.Length}\r\n{s_kilobyte}BDAT {s_kilobyte.Length} LAST\r\n{s_kilobyte}"), 4)],
        _ => [(Octets(Envelope + "DATA\r\n"), 3), (Octets(string.Concat(Enumerable.Repeat(s_line, 17_000)) + ".\r\n"), 1)],
    };

    private static byte[] Octets(string text) => Encoding.ASCII.GetBytes(text);

    private static ProtocolServer Server(TransportKind transport)
    {
        var options = new SmtpServerOptions { Transport = transport };
        options.Listen.Add("127.0.0.1:0");
        options.Protocol.Messages = 1_000_000;
        return new ProtocolServer(options, new Sessions(options.Protocol), NullLogger.Instance);
    }

    private void Send(Socket client, (byte[] Octets, int Lines)[] steps, int messages)
    {
        for (int i = 0; i < messages; i++)
        {
            foreach (var (octets, lines) in steps)
            {
                for (int at = 0; at < octets.Length;)
                    at += client.Send(octets.AsSpan(at));
                Read(client, lines);
            }
        }
    }

    private void Read(Socket client, int lines)
    {
        while (lines > 0)
        {
            int count = client.Receive(_replies);
            Assert.True(count > 0, "the server has closed the connection");
            var received = _replies.AsSpan(0, count);
            if (received[0] is (byte)'4' or (byte)'5')
                Assert.Fail(Encoding.ASCII.GetString(received));
            lines -= received.Count((byte)'\n');
        }
    }

    private sealed class Sessions(SmtpOptions options) : ISessionFactory
    {
        public SessionLease Create() => new(new SmtpSession(new Discarding(), options));
    }

    private sealed class Discarding : SmtpHandler
    {
        private static readonly SmtpMessageResult s_answer = SmtpMessageResult.Queued("0");

        // Otherwise the handler's own task would be counted.
        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        protected override async ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken)
        {
            while ((await body.ReadAsync(cancellationToken)).Length > 0)
            {
            }

            return s_answer;
        }
    }
}
