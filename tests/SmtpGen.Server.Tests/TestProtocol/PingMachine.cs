using System.Text;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Tests.TestProtocol;

/// <summary>
/// A protocol just large enough to test the server, as a table written by hand: PING, BODY, ASK, FLOOD, QUIT, and PONG, which only an
/// option allows.
/// </summary>
public sealed class PingMachine(ProtocolOptions options) : ServerMachine(s_table, options)
{
    public const int FloodOctets = 16 << 20;

    private const int Asked = 1;
    private const int Kept = 2;

    private static readonly ServerTable s_table = Table();

    public void Answer() => Answer(Asked, choice: 1, content: default);

    public void AnswerBody(string text) => AnswerBody(Kept, choice: 1, new(text));

    protected override void OnStateChanged(int from, int to)
    {
    }

    private static ServerTable Table()
    {
        var replies = new List<ServerReply>();
        var outcomes = new List<ServerOutcome>();
        int greeting = Add("220 ping");
        int failed = Add("451 failed");
        int what = Add("500 what");
        int pong = Add("200 pong");
        int asked = Add("250 asked", decision: Asked);
        int kept = Add("250 kept", decision: Kept);
        int go = Add("354 go", then: new BodyContinuation { Body = 0, BadFraming = failed, Nul = failed });
        int bye = Add("221 bye", target: 1);
        int flood = Add("299 flood");
        replies[^1] = new("flood", 299, "299-"u8) { Wire = new byte[FloodOctets] };
        var otherwise = Enum.GetValues<ServerEvent>().Where(e => e is not (ServerEvent.UnknownVerb or ServerEvent.WrongState or ServerEvent.HandlerFailed))
            .Select(e => new ServerEventRow(e, Add($"421 {e}", target: 1))).ToList();
        return new ServerTable
        {
            Protocol = "Ping",
            Lines = new(512, 4096, 512),
            States = [new("Only"), new("Closed") { IsFinal = true }],
            InitialState = 0,
            Replies = [.. replies],
            Outcomes = [.. outcomes],
            Connect = greeting,
            Decisions = [new("None", ""), new("Ask", "AskResult"), new("Body", "BodyResult")],
            Commands =
            [
                Command("PING", pong), Command("FLOOD", flood), Command("ASK", asked), Command("BODY", go), Command("QUIT", bye),
                new("PONG") { Rules = [new(pong, [0]) { Option = 0 }] },
            ],
            Bodies = [new("body") { Decision = Kept, First = kept, TooBig = failed }],
            Options = ["pong-too"],
            Otherwise = [.. otherwise, new(ServerEvent.UnknownVerb, what), new(ServerEvent.WrongState, what), new(ServerEvent.HandlerFailed, failed)],
        };

        int Add(string reply, int target = -1, int decision = 0, ServerContinuation? then = null)
        {
            byte[] wire = Encoding.ASCII.GetBytes(reply + "\r\n");
            replies.Add(new(reply, int.Parse(reply[..3], null), [.. wire.AsSpan(0, 3), (byte)'-']) { Wire = wire });
            outcomes.Add(new(reply, replies.Count - 1, target) { Decision = decision, Then = then });
            return outcomes.Count - 1;
        }
    }

    private static ServerCommand Command(string verb, int outcome) => new(verb) { Rules = [new(outcome, [0])] };
}
