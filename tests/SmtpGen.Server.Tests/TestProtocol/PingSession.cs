using System.Globalization;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Tests.TestProtocol;

/// <summary>A session of the test protocol; ASK is answered by a function of the test.</summary>
public sealed class PingSession : ServerSession
{
    private readonly PingMachine _machine;
    private readonly Func<CancellationToken, ValueTask> _ask;
    private readonly Func<MessageBody, CancellationToken, ValueTask> _takes;
    private long _bodyOctets;

    public PingSession(
        ProtocolOptions options,
        Func<CancellationToken, ValueTask>? ask = null,
        Func<MessageBody, CancellationToken, ValueTask>? takes = null)
        : this(new PingMachine(options), ask, takes)
    {
    }

    private PingSession(
        PingMachine machine, Func<CancellationToken, ValueTask>? ask, Func<MessageBody, CancellationToken, ValueTask>? takes)
        : base(machine)
    {
        _machine = machine;
        _ask = ask ?? (_ => default);
        _takes = takes ?? ((body, token) => body.CopyToAsync(Stream.Null, token));
    }

    public override string Protocol => "Ping";

    public override string StateName => "Only";

    /// <summary>Bodies that were answered.</summary>
    public int Bodies { get; private set; }

    protected override void Connect() => _machine.Connect();

    protected override async ValueTask AskHandlerAsync(CancellationToken cancellationToken)
    {
        await _ask(cancellationToken);
        _machine.Answer();
    }

    protected override async ValueTask OfferBodyAsync(MessageBody body, CancellationToken cancellationToken)
    {
        await _takes(body, cancellationToken);
        _bodyOctets = body.Octets;
    }

    protected override void AnswerBody()
    {
        Bodies++;
        _machine.AnswerBody(_bodyOctets.ToString(CultureInfo.InvariantCulture));
    }
}
