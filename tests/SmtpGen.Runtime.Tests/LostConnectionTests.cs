using System.Net;
using System.Text;

namespace SmtpGen.Runtime.Tests;

public sealed class LostConnectionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_whose_connection_is_lost_is_offered_once_and_the_session_ends(bool handlerReads)
    {
        var transport = new EndingTransport("BODY\r\nhalf a line"u8.ToArray());
        var session = new BodySession(handlerReads);

        await session.RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal(1, session.Offered);
        Assert.Equal(0, session.Answered);
        Assert.Equal("354 go\r\n", transport.Sent);
    }

    [Theory]
    [InlineData("BODY\r\nhalf a line")]
    [InlineData("BODY\r\nwhole\r\n.\r\n")]
    public async Task What_a_handler_throws_at_a_body_is_reported_whether_its_client_leaves_or_stays(string octets)
    {
        var reported = new List<Exception>();
        var session = new BodySession(reads: false) { Failure = new InvalidOperationException("The disk is full."), HandlerFailed = reported.Add };

        await session.RunAsync(new EndingTransport(Encoding.ASCII.GetBytes(octets)), TestContext.Current.CancellationToken);

        Assert.Same(session.Failure, Assert.Single(reported));
    }

    [Fact]
    public async Task What_tells_a_handler_that_its_client_left_is_not_reported_as_its_failure()
    {
        var reported = new List<Exception>();
        var session = new BodySession(reads: true) { HandlerFailed = reported.Add };

        await session.RunAsync(new EndingTransport("BODY\r\nhalf a line"u8.ToArray()), TestContext.Current.CancellationToken);

        Assert.Empty(reported);
        Assert.True(session.IsLostInBody);
    }

    /// <summary>Delivers some octets, then the end; being asked again after the end is an error, as with any transport.</summary>
    private sealed class EndingTransport(byte[] octets) : ITransport
    {
        private readonly MemoryStream _sent = new();
        private int _receives;

        public EndPoint? RemoteEndPoint => null;

        public EndPoint? LocalEndPoint => null;

        public TransportSecurity? Security => null;

        public string Sent => Encoding.ASCII.GetString(_sent.ToArray());

        public ValueTask<ReceivedOctets> ReceiveAsync(Wait wait) => _receives++ switch
        {
            0 => new(new ReceivedOctets(octets)),
            1 => default,
            _ => throw new IOException("The connection was lost."),
        };

        public ValueTask SendAsync(ReadOnlyMemory<byte> octets)
        {
            _sent.Write(octets.Span);
            return default;
        }

        public ValueTask SecureAsync() => throw new NotSupportedException();
    }

    private sealed class BodySession : ServerSession
    {
        private readonly PlainMachine _machine;
        private readonly bool _reads;

        public BodySession(bool reads)
            : this(new PlainMachine(), reads)
        {
        }

        private BodySession(PlainMachine machine, bool reads)
            : base(machine)
        {
            _machine = machine;
            _reads = reads;
        }

        public int Offered { get; private set; }

        public int Answered { get; private set; }

        public Exception? Failure { get; init; }

        protected override void Connect()
        {
        }

        protected override ValueTask AskHandlerAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        protected override async ValueTask OfferBodyAsync(MessageBody body, CancellationToken cancellationToken)
        {
            Offered++;
            if (_reads)
                await body.CopyToAsync(Stream.Null, cancellationToken);
            if (Failure is not null)
                throw Failure;
        }

        protected override void AnswerBody()
        {
            Answered++;
            _machine.Answer();
        }
    }
}
