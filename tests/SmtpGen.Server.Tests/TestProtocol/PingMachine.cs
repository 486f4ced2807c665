using System.Text;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Tests.TestProtocol;

/// <summary>A protocol just large enough to test the server: PING, BODY, ASK, FLOOD, QUIT.</summary>
public sealed class PingMachine(ProtocolOptions options) : ServerMachine(options, maxLine: 512, maxExchange: 0, maxDrain: 4096, new ReplyBuffer(512))
{
    public const int FloodOctets = 16 << 20;

    public void Greet() => Output.Write("220 ping\r\n"u8);

    public void Answer(ReadOnlySpan<byte> reply)
    {
        EndDecision();
        Output.Write(reply);
    }

    public void AnswerBody(ReadOnlySpan<byte> reply)
    {
        EndBody();
        Output.Write(reply);
    }

    protected override void OnLine(ReadOnlySpan<byte> line, long length)
    {
        if (line.SequenceEqual("PING"u8))
            Output.Write("200 pong\r\n"u8);
        else if (line.SequenceEqual("FLOOD"u8))
            Output.Write(new byte[FloodOctets]);
        else if (line.SequenceEqual("ASK"u8))
            AwaitDecision();
        else if (line.SequenceEqual("BODY"u8))
            BeginReading();
        else if (line.SequenceEqual("QUIT"u8))
            End("221 bye\r\n"u8);
        else if (line.SequenceEqual("ping"u8))
            Refuse(option: 0);
        else
            Output.Write("500 what\r\n"u8);
    }

    // An option that is off would take it.
    private void Refuse(int option)
    {
        Miss(option);
        Output.Write("500 what\r\n"u8);
    }

    protected override string OptionName(int option) => "any-case";

    protected override void OnEvent(ServerEvent what) => End(Encoding.ASCII.GetBytes($"421 {what}\r\n"));

    protected override void OnBodyTooBig() => Output.Write("552 too big\r\n"u8);

    protected override void OnBodyMalformed() => Output.Write("521 malformed\r\n"u8);

    protected override void OnHandlerFailed(bool inBody, bool isEarly) => Output.Write("451 failed\r\n"u8);

    private void BeginReading()
    {
        Output.Write("354 go\r\n"u8);
        BeginBody(long.MaxValue, takesNul: false);
    }

    private void End(ReadOnlySpan<byte> reply)
    {
        Output.Write(reply);
        Close();
    }
}
