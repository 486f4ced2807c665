using System.Net;
using System.Text;

namespace SmtpGen.Runtime.Tests;

public sealed class ObserverTests
{
    private const string Conversation = "ONE\r\nBODY\r\nHello\r\n.\r\nTWO\r\nQUIT\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Each_reply_is_told_after_its_command_however_the_input_is_cut(int length)
    {
        var transport = new CutTransport(Encoding.ASCII.GetBytes(Conversation), length);
        var witness = new Witness();
        var session = new PlainSession { Observer = witness };

        await session.RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal(
            "220 hello|C ONE|451 failed|C BODY|354 go|B 10|250 kept|C TWO|451 failed|C QUIT|221 bye",
            witness.ToString());
        Assert.Equal("220 hello\r\n451 failed\r\n354 go\r\n250 kept\r\n451 failed\r\n221 bye\r\n", transport.Sent);
    }

    [Fact]
    public async Task A_report_that_throws_changes_no_answer()
    {
        var transport = new CutTransport(Encoding.ASCII.GetBytes(Conversation), 1000);
        int reports = 0;
        var session = new PlainSession
        {
            HandlerFailed = _ =>
            {
                reports++;
                throw new IOException("No space left on device");
            },
        };

        await session.RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal(2, reports);
        Assert.Equal("220 hello\r\n451 failed\r\n354 go\r\n250 kept\r\n451 failed\r\n221 bye\r\n", transport.Sent);
        ((IServerSession)session).HandlerFailed!(new IOException("seen by a handler"));
        Assert.Equal(3, reports);
    }

    private sealed class Witness : ISessionObserver
    {
        private readonly List<string> _told = [];
        private int _body;

        public void OnCommand(ReadOnlySpan<byte> line) => Add("C " + Encoding.ASCII.GetString(line));

        public void OnExchange() => Add("X");

        public void OnBody(int octets) => _body += octets;

        public void OnReplies(ReadOnlySpan<byte> replies)
        {
            foreach (string reply in Encoding.ASCII.GetString(replies).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
                Add(reply);
        }

        public override string ToString() => string.Join('|', _told);

        private void Add(string what)
        {
            if (_body > 0)
                _told.Add($"B {_body}");
            _body = 0;
            _told.Add(what);
        }
    }

    private sealed class CutTransport(byte[] octets, int length) : ITransport
    {
        private readonly MemoryStream _sent = new();
        private int _received;

        public EndPoint? RemoteEndPoint => null;

        public EndPoint? LocalEndPoint => null;

        public TransportSecurity? Security => null;

        public string Sent => Encoding.ASCII.GetString(_sent.ToArray());

        public ValueTask<ReceivedOctets> ReceiveAsync(Wait wait)
        {
            int next = Math.Min(length, octets.Length - _received);
            _received += next;
            return new(new ReceivedOctets(octets.AsMemory(_received - next, next)));
        }

        public ValueTask SendAsync(ReadOnlyMemory<byte> sent)
        {
            _sent.Write(sent.Span);
            return default;
        }

        public ValueTask SecureAsync() => throw new NotSupportedException();
    }

    /// <summary>Its handler fails at every command but BODY and QUIT.</summary>
    private sealed class PlainSession : ServerSession
    {
        private readonly PlainMachine _machine;

        public PlainSession()
            : this(new PlainMachine())
        {
        }

        private PlainSession(PlainMachine machine)
            : base(machine) => _machine = machine;

        protected override void Connect() => _machine.Connect();

        protected override ValueTask AskHandlerAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("boom");

        protected override async ValueTask OfferBodyAsync(MessageBody body, CancellationToken cancellationToken)
        {
            while (await body.ReadAsync(cancellationToken) is { IsEmpty: false })
            {
            }
        }

        protected override void AnswerBody() => _machine.Answer();
    }
}
