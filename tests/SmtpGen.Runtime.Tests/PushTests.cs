using System.Text;
using SmtpGen.Dialogs;

namespace SmtpGen.Runtime.Tests;

/// <summary>Replies that nobody asked for, to a session in which ASK waits for its handler, IN and OUT move between two states, and news are sent in one of them.</summary>
public sealed class PushTests
{
    private readonly ScriptTransport _transport = new();
    private readonly NewsSession _session = new();
    private readonly StringBuilder _heard = new();

    [Fact]
    public void One_goes_out_while_the_session_waits()
    {
        _ = Run();
        Say("IN\r\n");

        Assert.True(_session.TryTell("hello"));
        Assert.True(_session.TryTell("again"));

        Assert.Equal("* hi\r\n* in\r\n* news hello\r\n* news again\r\n", Heard());
    }

    [Fact]
    public void None_is_sent_where_the_state_does_not_allow_it()
    {
        _ = Run();

        Assert.False(_session.TryTell("too early"));
        Say("IN\r\nOUT\r\n");
        Assert.False(_session.TryTell("too late"));

        Assert.Equal("* hi\r\n* in\r\n* out\r\n", Heard());
    }

    [Fact]
    public async Task One_waits_for_the_answer_that_is_decided_and_is_dropped_if_this_leaves_the_state()
    {
        _ = Run();
        Say("IN\r\nASK\r\n");
        Assert.True(_session.TryTell("first"));
        Assert.Equal("* hi\r\n", Heard());
        await _session.AnswerAsync();
        Assert.Equal("* hi\r\n* in\r\n* asked\r\n* news first\r\n", Heard());

        Say("ASK\r\nOUT\r\n");
        Assert.True(_session.TryTell("second"));
        await _session.AnswerAsync();

        Assert.Equal("* hi\r\n* in\r\n* asked\r\n* news first\r\n* asked\r\n* out\r\n", Heard());
    }

    [Fact]
    public void A_client_that_does_not_read_keeps_no_more_than_a_bounded_number_of_octets()
    {
        _ = Run();
        Say("IN\r\nASK\r\n");
        string text = new('x', 900);

        int sent = Enumerable.Range(0, 1000).Count(_ => _session.TryTell(text));

        Assert.InRange(sent, 250, 310);
    }

    [Fact]
    public async Task None_is_sent_after_the_end()
    {
        var running = Run();
        Say("IN\r\n");
        _transport.Feed(default);
        await running;

        Assert.False(_session.TryTell("anybody?"));
    }

    [Fact]
    public async Task Those_of_many_threads_are_all_sent_whole_and_each_thread_s_in_order()
    {
        _ = Run();
        Say("IN\r\n");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                lock (_transport)
                    Assert.True(_session.TryTell($"{thread} {i}"));
            }
        }, TestContext.Current.CancellationToken)));

        string[] lines = [.. Heard().Split("\r\n").Skip(2).SkipLast(1)];
        Assert.Equal(800, lines.Length);
        foreach (var mine in lines.GroupBy(line => line.Split(' ')[2]))
            Assert.Equal(Enumerable.Range(0, 200).Select(i => $"* news {mine.Key} {i}"), mine);
    }

    private Task Run() => _session.RunAsync(_transport, TestContext.Current.CancellationToken).AsTask();

    private void Say(string said) => _transport.Feed(new ReceivedOctets(Encoding.ASCII.GetBytes(said)));

    // Everything so far.
    private string Heard() => _heard.Append(Encoding.ASCII.GetString(_transport.TakeSent())).ToString();

    private sealed class NewsOptions : ProtocolOptions;

    private sealed class NewsMachine() : ServerMachine(s_table, new NewsOptions())
    {
        private static readonly ServerTable s_table = new()
        {
            Protocol = "News",
            Lines = new(512, 4096, 1024),
            HasStatuses = true,
            HasPlainLines = true,
            States = [new("Away"), new("Here"), new("Closed") { IsFinal = true }],
            InitialState = 0,
            Replies =
            [
                Reply("hi"), Reply("in"), Reply("out"), Reply("asked"),
                new("news", 200, "* "u8) { HasParameter = true, Lines = [[new LiteralPart("news "u8), new ValuePart(0)]] },
            ],
            Outcomes = [new("Connect.hi -> same", 0, -1), new("IN.in -> Here", 1, 1), new("OUT.out -> Away", 2, 0), new("ASK.asked -> same", 3, -1) { Decision = 1 }],
            Connect = 0,
            Decisions = [new("None", ""), new("Ask", "AskResult")],
            Commands = [new("IN") { Rules = [new(1, [0])] }, new("OUT") { Rules = [new(2, [1])] }, new("ASK") { Rules = [new(3, [1])] }],
            Unsolicited = [new(4, [1])],
            Otherwise = [],
        };

        public void Decide() => Answer(1, choice: 1, content: default);

        protected override void OnStateChanged(int from, int to)
        {
        }

        private static ServerReply Reply(string text) => new(text, 200, "* "u8) { Wire = Encoding.ASCII.GetBytes($"* {text}\r\n") };
    }

    private sealed class NewsSession : ServerSession
    {
        private readonly NewsMachine _machine;
        private TaskCompletionSource _answer = new();

        public NewsSession()
            : this(new NewsMachine())
        {
        }

        private NewsSession(NewsMachine machine)
            : base(machine) => _machine = machine;

        public bool TryTell(string text) => TryPush(0, text);

        public Task AnswerAsync()
        {
            var answer = _answer;
            _answer = new TaskCompletionSource();
            answer.SetResult();
            return Task.CompletedTask;
        }

        protected override void Connect() => _machine.Connect();

        protected override async ValueTask AskHandlerAsync(CancellationToken cancellationToken)
        {
            await _answer.Task;
            _machine.Decide();
        }

        protected override ValueTask OfferBodyAsync(MessageBody body, CancellationToken cancellationToken) => default;

        protected override void AnswerBody()
        {
        }
    }
}
