using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Protocols.Tests.Dialogs;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Protocols.Tests.Client;

/// <summary>A session that cannot go on says so, and leaving it hides no exception.</summary>
public class SessionEndTests
{
    private const string Greeting = "220 mx.example ESMTP\r\n";
    private const string End = "(closed)";
    private const string Hello = "250 mx.example\r\n";

    private static readonly Func<SmtpProtocolClient, ValueTask>[] s_steps =
    [
        async client => await client.ReadGreetingAsync(),
        async client => await client.EhloAsync("client.example"),
        async client => await client.MailAsync("a@b"),
        async client => await client.RcptAsync("c@d"),
        async client => await client.DataAsync(),
        async client => await client.SendMessageAsync(new MemoryStream("Hi\r\n"u8.ToArray())),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Ends => new()
    {
        { "", "cancelled", "The wait for the server to answer NOOP was cancelled." },
        { "", "late", "The server did not answer NOOP within" },
        { End, "", "The server closed the connection instead of answering NOOP" },
        { "hello?\r\n", "", "hello?" },
        { "421 4.3.2 bye\r\n", "", "in the state Closed: the session is over" },
        { "", "disposed", "The client is disposed." },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_session_that_cannot_go_on_says_so_and_why(string answer, string how, string why)
    {
        using var cancelled = new CancellationTokenSource();
        var options = new ClientOptions { ReplyTimeout = TimeSpan.FromMilliseconds(how == "late" ? 50 : 600_000) };
        await using var client = new SmtpProtocolClient(new SilentStream(how == "cancelled" ? cancelled.Cancel : () => { }, Greeting, Hello, answer), options);
        var first = await Record.ExceptionAsync(async () =>
        {
            await GreetAsync(client);
            if (how == "disposed")
                await client.DisposeAsync();
            else
                await client.NoopAsync(cancellationToken: cancelled.Token);
        });

        Assert.True(client.IsClosed);
        foreach (var use in Uses(client))
        {
            var ended = await Assert.ThrowsAsync<SessionEndedException>(use);
            Assert.Contains(how == "late" ? "The server did not" : why, ended.Message, StringComparison.Ordinal);
            Assert.Same(first, ended.InnerException);
        }

        var left = await client.QuitAsync(Token);
        Assert.Equal((false, false, SmtpQuitReply.Other, 0), (left.IsReceived, left.IsPositive, left.Kind, left.Code));
        Assert.Throws<CommandRefusedException>(() => left.EnsurePositive());
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_ends_the_session_because_the_server_waits_for_the_rest()
    {
        await using var client = new SmtpProtocolClient(new MemoryServer(new SmtpSession(new DialogHandler(), new SmtpOptions())));
        foreach (var step in s_steps[..5])
            await step(client);

        await Assert.ThrowsAsync<NotSupportedException>(() => client.SendMessageAsync(new UnreadableStream(), Token).AsTask());

        Assert.True(client.IsClosed);
        Assert.Contains("A body was not sent to its end", (await Assert.ThrowsAsync<SessionEndedException>(() => client.RsetAsync(Token).AsTask())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Whoever_leaves_in_a_finally_block_hides_no_exception(int steps)
    {
        foreach (bool isCut in new[] { false, true })
        {
            var server = new MemoryServer(new SmtpSession(new DialogHandler(), new SmtpOptions()));
            await using var client = new SmtpProtocolClient(isCut ? new CutStream(server, steps) : server);

            async Task SendAsync()
            {
                try
                {
                    foreach (var step in s_steps.Take(steps))
                        await step(client);
                    throw new InvalidTimeZoneException("first");
                }
                finally
                {
                    await client.QuitAsync(Token);
                }
            }

            var thrown = await Record.ExceptionAsync(SendAsync);

            Assert.True(thrown is InvalidTimeZoneException || (isCut && thrown is IOException), $"{thrown}");
            Assert.True(client.IsClosed);
        }
    }

    [Fact]
    public async Task A_session_that_ends_by_its_good_bye_is_answered()
    {
        await using var client = new SmtpProtocolClient(new MemoryServer(new SmtpSession(new DialogHandler(), new SmtpOptions())));
        await GreetAsync(client);

        Assert.Equal((true, SmtpQuitReply.Bye), (await client.QuitAsync(Token) is var bye && bye.IsReceived, bye.Kind));
        Assert.False((await client.QuitAsync(Token)).IsReceived);
    }

    private static async Task GreetAsync(SmtpProtocolClient client)
    {
        await client.ReadGreetingAsync(Token);
        await client.EhloAsync("client.example", Token);
    }

    private static IEnumerable<Func<Task>> Uses(SmtpProtocolClient client) =>
    [
        () => client.NoopAsync(cancellationToken: Token).AsTask(), () => client.MailAsync("a@b", cancellationToken: Token).AsTask(),
        () => client.SendMessageAsync(new MemoryStream(), Token).AsTask(), () => Task.Run(client.Commands.Rset),
    ];

    /// <summary>A connection whose other end says what it was told, the end among it, and after that nothing.</summary>
    private sealed class SilentStream(Action silent, params IEnumerable<string> parts) : DuplexStream
    {
        private readonly Queue<string> _parts = new(parts.Where(part => part.Length > 0));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_parts.Count == 0)
            {
                silent();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return Receive(buffer.Span);
        }

        protected override void Sent(ReadOnlyMemory<byte> octets)
        {
        }

        protected override int Receive(Span<byte> octets) => _parts.Dequeue() is var part && part == End ? 0 : Encoding.ASCII.GetBytes(part, octets);
    }

    private sealed class UnreadableStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    /// <summary>A connection that breaks when it is written to once too often.</summary>
    private sealed class CutStream(Stream inner, int writes) : DuplexStream
    {
        private int _left = writes;

        protected override void Sent(ReadOnlyMemory<byte> octets)
        {
            if (--_left < 0)
                throw new IOException("The cable is cut.");
            inner.Write(octets.Span);
        }

        protected override int Receive(Span<byte> octets) => inner.Read(octets);
    }
}
