namespace SmtpGen.Runtime.Tests;

/// <summary>A machine over a table written by hand: ONE and TWO are decided, BODY has a body, QUIT ends the session.</summary>
internal sealed class PlainMachine() : ServerMachine(s_table, new PlainOptions())
{
    private const int Decided = 1;
    private const int Kept = 2;

    private static readonly ServerTable s_table = new()
    {
        Protocol = "Plain",
        Lines = new(512, 4096, 512),
        States = [new("Open"), new("Closed") { IsFinal = true }],
        InitialState = 0,
        Replies =
        [
            new("hello", 220, "220-"u8) { Wire = "220 hello\r\n"u8.ToArray() },
            new("failed", 451, "451-"u8) { Wire = "451 failed\r\n"u8.ToArray() },
            new("go", 354, "354-"u8) { Wire = "354 go\r\n"u8.ToArray() },
            new("kept", 250, "250-"u8) { Wire = "250 kept\r\n"u8.ToArray() },
            new("bye", 221, "221-"u8) { Wire = "221 bye\r\n"u8.ToArray() },
        ],
        Outcomes =
        [
            new("Connect.hello -> same", 0, -1),
            new("HandlerFailed.failed -> same", 1, -1),
            new("BODY.go -> same", 2, -1) { Then = new BodyContinuation { Body = 0, BadFraming = 1, Nul = 1 } },
            new("body.kept -> same", 3, -1) { Decision = Kept },
            new("QUIT.bye -> Closed", 4, 1),
            new("ONE.kept -> same", 3, -1) { Decision = Decided },
        ],
        Connect = 0,
        Decisions = [new("None", ""), new("One", "OneResult"), new("Body", "BodyResult")],
        Commands =
        [
            new("ONE") { Rules = [new(5, [0])] },
            new("TWO") { Rules = [new(5, [0])] },
            new("BODY") { Rules = [new(2, [0])] },
            new("QUIT") { Rules = [new(4, [0])] },
        ],
        Bodies = [new("body") { Decision = Kept, First = 3, TooBig = 1 }],
        Otherwise = [new(ServerEvent.HandlerFailed, 1)],
    };

    public void Answer() => AnswerBody(Kept, choice: 1, content: default);

    protected override void OnStateChanged(int from, int to)
    {
    }

    private sealed class PlainOptions : ProtocolOptions;
}
