using SmtpGen.Reference;
using SmtpGen.Runtime;

namespace SmtpGen.RandomSpecs.Walking;

/// <summary>A session over a table that was never compiled; somebody else chooses its replies.</summary>
internal sealed class WalkingSession : ServerSession
{
    private readonly WalkingMachine _machine;
    private readonly Func<ReferenceInterpreter.Choice> _choose;
    private readonly Action<byte[]> _keep;
    private ReferenceInterpreter.Choice[] _body = [];

    /// <summary>A session that has not begun.</summary>
    /// <param name="machine">Walks the table.</param>
    /// <param name="choose">Chooses the reply to what is asked.</param>
    /// <param name="keep">Is told of bodies.</param>
    public WalkingSession(WalkingMachine machine, Func<ReferenceInterpreter.Choice> choose, Action<byte[]> keep)
        : base(machine)
    {
        _machine = machine;
        _choose = choose;
        _keep = keep;
    }

    public bool TryTell(int push, ReplyValue[] values) => TryPush(push, values);

    protected override bool IsBodyRefused => Array.TrueForAll(_body, _machine.IsRefusal);

    protected override void Connect() => _machine.Connect();

    protected override ValueTask AskHandlerAsync(CancellationToken cancellationToken)
    {
        _machine.Take(_choose());
        return default;
    }

    protected override async ValueTask OfferBodyAsync(MessageBody body, CancellationToken cancellationToken)
    {
        _keep(await body.ToArrayAsync(cancellationToken));
        _body = [.. Enumerable.Range(0, (int)_machine.AnswerCount).Select(_ => _choose())];
    }

    protected override void AnswerBody() => _machine.TakeBody(_body);
}
