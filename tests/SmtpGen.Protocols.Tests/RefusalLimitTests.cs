using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests;

/// <summary>The limit <c>refusals</c> as it is by default: a long list gets through, and nobody is refused for ever.</summary>
public class RefusalLimitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(65536)]
    public void A_list_of_2000_recipients_is_taken_in_two_messages_with_each_refusal_said(int piece)
    {
        var replies = Say(piece, Greeting + Mail + Recipients(2_000) + Message + Mail + Recipients(1_000) + Message + "QUIT\r\n");

        Assert.Equal(1_000, replies.Count(reply => reply.StartsWith("452 4.5.3 ", StringComparison.Ordinal)));
        Assert.Equal(2_000, replies.Count(reply => reply.StartsWith("250 2.1.5 ", StringComparison.Ordinal)));
        Assert.Equal(2, replies.Count(reply => reply.StartsWith("250 2.0.0 Stored", StringComparison.Ordinal)));
        Assert.StartsWith("221 ", replies[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65536)]
    public void A_client_that_names_20000_is_told_to_go(int piece)
    {
        var replies = Say(piece, Greeting + Mail + Recipients(20_000));

        Assert.Equal(1_000, replies.Count(reply => reply.StartsWith("452 4.5.3 ", StringComparison.Ordinal)));
        Assert.Equal("421 4.7.0 Too many errors; closing the connection", replies[^1]);
    }

    private const string Greeting = "HELO client.example\r\n";
    private const string Mail = "MAIL FROM:<list@client.example>\r\n";
    private const string Message = "DATA\r\nhello\r\n.\r\n";

    private static string Recipients(int count) =>
        string.Concat(Enumerable.Range(1, count).Select(number => $"RCPT TO:<user{number}@mx.example>\r\n"));

    private static string[] Say(int piece, string conversation)
    {
        var machine = new SmtpServerMachine(new SmtpOptions());
        machine.Connect();
        var said = new StringBuilder();
        byte[] octets = Encoding.ASCII.GetBytes(conversation);
        for (int at = 0; at < octets.Length && !machine.IsClosed; at += piece)
        {
            Advance(machine, octets.AsSpan(at, Math.Min(piece, octets.Length - at)));
            said.Append(Encoding.ASCII.GetString(machine.Output.Written.Span));
            machine.Output.Clear();
        }

        return said.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Advance(SmtpServerMachine machine, ReadOnlySpan<byte> input)
    {
        Span<byte> body = stackalloc byte[256];
        while (true)
        {
            switch (machine.Advance(ref input))
            {
                case MachineStep.Decision when machine.Pending == SmtpDecision.Message:
                    machine.Answer(SmtpMessageResult.Queued("1"));
                    break;
                case MachineStep.Decision:
                    Accept(machine);
                    break;
                case MachineStep.Body:
                    if (machine.ReadBody(ref input, body, out _) == BodyStep.NeedInput)
                        return;
                    break;
                default:
                    return;
            }
        }
    }

    private static void Accept(SmtpServerMachine machine)
    {
        switch (machine.Pending)
        {
            case SmtpDecision.Connect: machine.Answer(SmtpConnectResult.Greeting()); break;
            case SmtpDecision.Helo: machine.Answer(SmtpHeloResult.Hello()); break;
            case SmtpDecision.Mail: machine.Answer(SmtpMailResult.SenderOk()); break;
            case SmtpDecision.Rcpt: machine.Answer(SmtpRcptResult.RecipientOk()); break;
            default: machine.Answer(SmtpDataResult.StartInput()); break;
        }
    }
}
