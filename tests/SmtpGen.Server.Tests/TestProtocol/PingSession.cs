using System.Globalization;
using System.Text;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Tests.TestProtocol;

/// <summary>A session of the test protocol; ASK is answered by a function of the test.</summary>
public sealed class PingSession : ServerSession
{
    private readonly PingMachine _machine;
    private readonly Func<CancellationToken, ValueTask> _ask;
    private long _bodyOctets;

    public PingSession(ProtocolOptions options, Func<CancellationToken, ValueTask>? ask = null)
        : this(new PingMachine(options), ask)
    {
    }

    private PingSession(PingMachine machine, Func<CancellationToken, ValueTask>? ask)
        : base(machine)
    {
        _machine = machine;
        _ask = ask ?? (_ => default);
    }

    protected override void Connect() => _machine.Greet();

    protected override async ValueTask AskHandlerAsync(CancellationToken cancellationToken)
    {
        await _ask(cancellationToken);
        _machine.Answer("250 asked\r\n"u8);
    }

    protected override async ValueTask OfferBodyAsync(MessageBody body, CancellationToken cancellationToken)
    {
        await body.CopyToAsync(Stream.Null, cancellationToken);
        _bodyOctets = body.Octets;
    }

    protected override void AnswerBody() =>
        _machine.AnswerBody(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"250 {_bodyOctets}\r\n")));
}
