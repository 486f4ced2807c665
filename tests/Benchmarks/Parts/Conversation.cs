using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>The machine of SMTP without a session around it: it is given octets, and every decision is made at once.</summary>
/// <param name="opening">What is said before, so that the machine is in the state that is measured.</param>
/// <param name="commands">How many commands each call plays.</param>
/// <param name="refuses">Whether MAIL, RCPT and DATA are refused, so that they leave the state as it is.</param>
public sealed class Conversation(string opening, int commands = 1, bool refuses = false)
{
    // Limits of a session end it at a million; a new machine comes before that.
    private const int MostCommands = 900_000;
    private const int Limit = 1_000_000;

    private readonly byte[] _opening = System.Text.Encoding.ASCII.GetBytes("EHLO client.example\r\n" + opening);
    private readonly byte[] _body = new byte[65536];
    private SmtpServerMachine? _machine;
    private int _commands;

    /// <summary>Plays what a client says; the octets of the replies.</summary>
    public int Play(ReadOnlySpan<byte> said)
    {
        if (_machine is null || (_commands += commands) > MostCommands)
            Begin();
        int replies = Run(said, refuses);
        return _machine!.IsClosed ? throw new InvalidOperationException("The session is over.") : replies;
    }

    private void Begin()
    {
        _commands = 0;
        _machine = new SmtpServerMachine(new SmtpOptions
        {
            Errors = Limit,
            Messages = Limit,
            JunkCommands = Limit,
            Greetings = Limit,
            Refusals = Limit,
            FailedLogins = Limit,
        });
        _machine.Connect();
        Run(_opening, refusing: false);
    }

    private int Run(ReadOnlySpan<byte> input, bool refusing)
    {
        var machine = _machine!;
        while (true)
        {
            switch (machine.Advance(ref input))
            {
                case MachineStep.Decision:
                    Decide(machine, refusing);
                    break;
                case MachineStep.Body:
                    if (machine.ReadBody(ref input, _body, out _) == BodyStep.ChunkEnded)
                        machine.AnswerChunk();
                    break;
                case MachineStep.BodyAbandoned:
                    break;
                default:
                    int replies = machine.Output.Length;
                    machine.Output.Clear();
                    return replies;
            }
        }
    }

    private static void Decide(SmtpServerMachine machine, bool refusing)
    {
        switch (machine.Pending)
        {
            case SmtpDecision.Connect: machine.Answer(SmtpConnectResult.Greeting()); break;
            case SmtpDecision.Ehlo: machine.Answer(SmtpEhloResult.Capabilities()); break;
            case SmtpDecision.Helo: machine.Answer(SmtpHeloResult.Hello()); break;
            case SmtpDecision.Mail: machine.Answer(refusing ? SmtpMailResult.TryLater() : SmtpMailResult.SenderOk()); break;
            case SmtpDecision.Rcpt: machine.Answer(refusing ? SmtpRcptResult.TryLater() : SmtpRcptResult.RecipientOk()); break;
            case SmtpDecision.Data: machine.Answer(refusing ? SmtpDataResult.TryLater() : SmtpDataResult.StartInput()); break;
            case SmtpDecision.Message: machine.Answer(SmtpMessageResult.Queued("0")); break;
            case SmtpDecision.Auth: machine.Answer(SmtpAuthResult.MechanismUnknown()); break;
            case SmtpDecision.Vrfy: machine.Answer(SmtpVrfyResult.CannotVerify()); break;
            case SmtpDecision.Expn: machine.Answer(SmtpExpnResult.NotImplemented()); break;
            default: throw new InvalidOperationException($"Nobody answers {machine.Pending}.");
        }
    }
}
