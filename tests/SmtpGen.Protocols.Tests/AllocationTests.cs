using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests;

/// <summary>After warm-up neither a command nor a message allocates in the machine.</summary>
public class AllocationTests
{
    [Fact]
    public void A_command_allocates_nothing() => AssertNoAllocation(
        "NOOP\r\nRSET\r\nVRFY bob\r\nRCPT TO:<c@d.example>\r\nFOO\r\nEHLO client.example\r\nHELP\r\n", errors: true);

    [Fact]
    public void A_message_allocates_nothing() => AssertNoAllocation(
        "MAIL FROM:<a@b.example> SIZE=100 BODY=8BITMIME\r\nRCPT TO:<c@d.example>\r\nRCPT TO:<postmaster>\r\nDATA\r\n"
        + "Subject: hello\r\n\r\n..dotted\r\ntext\r\n.\r\n", errors: false);

    [Fact]
    public void A_message_in_chunks_allocates_nothing() => AssertNoAllocation(
        "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nBDAT 18\r\nSubject: hello\r\n\r\nNOOP\r\nBDAT 6 LAST\r\ntext\r\n"
        + "BDAT 6\r\nQUIT\r\n"
        + "MAIL FROM:<a@b.example> BODY=BINARYMIME\r\nRCPT TO:<c@d.example>\r\nBDAT 3\r\n\0\r\nRSET\r\n", errors: true);

    [Fact]
    public void A_login_allocates_nothing() => AssertNoAllocation(
        "AUTH LOGIN\r\ndGVzdA==\r\nAUTH PLAIN AGEAYg==\r\n*\r\nAUTH LOGIN\r\nnot base64\r\nAUTH\r\n", errors: true);

    [Fact]
    public void What_options_make_legal_allocates_nothing_nor_does_its_refusal()
    {
        const string Lenient = "EHLO  my_host\n" + "MAIL FROM: root\t\r\nRCPT TO:a..b@x_y\r\nDATA\na\0b\r\n.\r\n";
        AssertNoAllocation(Lenient, errors: false, isLenient: true);
        AssertNoAllocation("EHLO my_host\r\nMAIL FROM: root\t\r\nMAIL FROM:a..b@x_y\r\n", errors: true);
    }

    [Fact]
    public void A_list_of_the_allowed_commands_allocates_nothing()
    {
#if DEBUG
        Assert.Skip("An unoptimized build allocates where an optimized one does not; run with -c Release.");
#endif
        var machine = new Pop3.Pop3ServerMachine(new Pop3.Pop3Options { Errors = 1_000_000 });
        machine.Connect();
        machine.Answer(Pop3.Pop3ConnectResult.Greeting());
        for (int i = 0; i < 100; i++)
            Refuse();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            Refuse();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(machine.IsClosed);

        void Refuse()
        {
            var input = "STAT\r\n"u8;
            Assert.True(machine.Advance(ref input) == MachineStep.NeedInput);
            Assert.True(machine.Output.Length > 0);
            machine.Output.Clear();
        }
    }

    private static void AssertNoAllocation(string conversation, bool errors, bool isLenient = false)
    {
#if DEBUG
        Assert.Skip("An unoptimized build allocates where an optimized one does not; run with -c Release.");
#endif
        var machine = new SmtpServerMachine(new SmtpOptions
        {
            Lenient = isLenient,
            Errors = errors ? 1_000_000 : 10,
            Messages = 1_000_000,
            JunkCommands = 1_000_000,
            Greetings = 1_000_000,
            Refusals = 1_000_000,
            FailedLogins = 1_000_000,
        });
        byte[] octets = Encoding.ASCII.GetBytes(conversation);
        machine.Connect();
        Run(machine, "EHLO client.example\r\n"u8);
        for (int i = 0; i < 100; i++)
            Run(machine, octets);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            Run(machine, octets);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(machine.IsClosed);
    }

    private static void Run(SmtpServerMachine machine, ReadOnlySpan<byte> input)
    {
        Span<byte> body = stackalloc byte[256];
        while (true)
        {
            switch (machine.Advance(ref input))
            {
                case MachineStep.Decision:
                    Accept(machine);
                    break;
                case MachineStep.Body:
                    if (machine.ReadBody(ref input, body, out _) == BodyStep.ChunkEnded)
                        machine.AnswerChunk();
                    break;
                case MachineStep.BodyAbandoned:
                    break;
                default:
                    machine.Output.Clear();
                    return;
            }
        }
    }

    private static void Accept(SmtpServerMachine machine)
    {
        switch (machine.Pending)
        {
            case SmtpDecision.Connect: machine.Answer(SmtpConnectResult.Greeting()); break;
            case SmtpDecision.Ehlo: machine.Answer(SmtpEhloResult.Capabilities()); break;
            case SmtpDecision.Mail: machine.Answer(SmtpMailResult.SenderOk()); break;
            case SmtpDecision.Rcpt: machine.Answer(SmtpRcptResult.RecipientOk()); break;
            case SmtpDecision.Data: machine.Answer(SmtpDataResult.StartInput()); break;
            case SmtpDecision.Message: machine.Answer(SmtpMessageResult.Queued("1")); break;
            case SmtpDecision.Auth: machine.Answer(SmtpAuthResult.Challenge("")); break;
            case SmtpDecision.AuthResponse: machine.Answer(SmtpAuthResult.MechanismUnknown()); break;
            case SmtpDecision.Vrfy: machine.Answer(SmtpVrfyResult.CannotVerify()); break;
            default: throw new InvalidOperationException($"Nobody answers {machine.Pending}.");
        }
    }
}
