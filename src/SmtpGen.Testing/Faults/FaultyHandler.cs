using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Testing.Faults;

/// <summary>
/// Lets another handler decide, unless a fault is due. The other is not asked where a fault refuses; where a fault chooses among good
/// replies, the other is asked first, and may refuse.
/// </summary>
/// <param name="faults">What goes wrong.</param>
/// <param name="connection">The session's connection.</param>
/// <param name="handler">Decides where nothing goes wrong.</param>
internal sealed class FaultyHandler(FaultPlan faults, CuttableTransport connection, ISmtpDecisions handler) : SmtpHandler
{
    private bool _isAttached;

    // The session is known when it first asks something.
    private ISmtpDecisions Inner
    {
        get
        {
            if (!_isAttached)
                handler.Attach(Session);
            _isAttached = true;
            return handler;
        }
    }

    protected override ValueTask<SmtpConnectResult> OnConnectAsync(CancellationToken cancellationToken) => DecideAsync(
        FaultPoints.Connect, SmtpConnectResult.Of, result => result.Reply, () => Inner.OnConnectAsync(cancellationToken), cancellationToken);

    protected override ValueTask<SmtpEhloResult> OnEhloAsync(SmtpEhloArguments arguments, CancellationToken cancellationToken) => DecideAsync(
        FaultPoints.Of(SmtpCommand.Ehlo), SmtpEhloResult.Of, result => result.Reply, () => Inner.OnEhloAsync(arguments, cancellationToken), cancellationToken);

    protected override ValueTask<SmtpHeloResult> OnHeloAsync(SmtpHeloArguments arguments, CancellationToken cancellationToken) => DecideAsync(
        FaultPoints.Of(SmtpCommand.Helo), SmtpHeloResult.Of, result => result.Reply, () => Inner.OnHeloAsync(arguments, cancellationToken), cancellationToken);

    protected override ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments arguments, CancellationToken cancellationToken) => DecideAsync(
        FaultPoints.Of(SmtpCommand.Mail), SmtpMailResult.Of, result => result.Reply, () => Inner.OnMailAsync(arguments, cancellationToken), cancellationToken);

    protected override ValueTask<SmtpRcptResult> OnRcptAsync(SmtpRcptArguments arguments, CancellationToken cancellationToken) => DecideAsync(
        FaultPoints.Of(SmtpCommand.Rcpt), SmtpRcptResult.Of, result => result.Reply, () => Inner.OnRcptAsync(arguments, cancellationToken), cancellationToken);

    protected override ValueTask<SmtpDataResult> OnDataAsync(CancellationToken cancellationToken) => DecideAsync(
        FaultPoints.Of(SmtpCommand.Data), SmtpDataResult.Of, result => result.Reply, () => Inner.OnDataAsync(cancellationToken), cancellationToken);

    protected override ValueTask<SmtpVrfyResult> OnVrfyAsync(SmtpVrfyArguments arguments, CancellationToken cancellationToken) => DecideAsync(
        FaultPoints.Of(SmtpCommand.Vrfy), SmtpVrfyResult.Of, result => result.Reply, () => Inner.OnVrfyAsync(arguments, cancellationToken), cancellationToken);

    protected override ValueTask<SmtpExpnResult> OnExpnAsync(SmtpExpnArguments arguments, CancellationToken cancellationToken) => DecideAsync(
        FaultPoints.Of(SmtpCommand.Expn), SmtpExpnResult.Of, result => result.Reply, () => Inner.OnExpnAsync(arguments, cancellationToken), cancellationToken);

    protected override ValueTask<SmtpStartTlsResult> OnStartTlsAsync(CancellationToken cancellationToken) => DecideAsync(
        FaultPoints.Of(SmtpCommand.StartTls), SmtpStartTlsResult.Of, result => result.Reply, () => Inner.OnStartTlsAsync(cancellationToken), cancellationToken);

    protected override ValueTask<SmtpAuthResult> OnAuthAsync(SmtpAuthArguments arguments, CancellationToken cancellationToken) => DecideAsync(
        FaultPoints.Of(SmtpCommand.Auth), SmtpAuthResult.Of, result => result.Reply, () => Inner.OnAuthAsync(arguments, cancellationToken), cancellationToken);

    protected override async ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken)
    {
        try
        {
            // By its first octets the client shows that it has seen what invites them.
            await body.PeekAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BodyInterruptedException)
        {
            // The other handler learns of it when it reads.
            return await Inner.OnMessageAsync(body, cancellationToken).ConfigureAwait(false);
        }

        return await DecideAsync(
            FaultPoints.Message, SmtpMessageResult.Of, result => result.Reply, () => Inner.OnMessageAsync(body, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    protected override ValueTask<SmtpAuthResult> OnAuthResponseAsync(CommandText response, CancellationToken cancellationToken) =>
        Inner.OnAuthResponseAsync(response, cancellationToken);

    protected override ValueTask<SmtpEtrnResult> OnEtrnAsync(SmtpEtrnArguments arguments, CancellationToken cancellationToken) =>
        Inner.OnEtrnAsync(arguments, cancellationToken);

    protected override ValueTask<SmtpXclientResult> OnXclientAsync(SmtpXclientArguments arguments, CancellationToken cancellationToken) =>
        Inner.OnXclientAsync(arguments, cancellationToken);

    protected override ValueTask<SmtpXforwardResult> OnXforwardAsync(SmtpXforwardArguments arguments, CancellationToken cancellationToken) =>
        Inner.OnXforwardAsync(arguments, cancellationToken);

    protected override void OnStateChanged(SmtpState from, SmtpState to) => Inner.OnStateChanged(from, to);

    protected override void OnSecured() => Inner.OnSecured();

    private async ValueTask<T> DecideAsync<T>(
        FaultPoint point, Func<SmtpReply, string?, T> of, Func<T, SmtpReply> replyOf, Func<ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        var fault = await faults.ReachAsync(point, connection, cancellationToken).ConfigureAwait(false);
        if (connection.IsCut && Session is ServerSession session)
        {
            // What is answered now reaches nobody, and no transcript may show it.
            session.Observer = null;
        }

        if (fault is { } refusal && !IsPositive(refusal.Reply))
            return of(refusal.Reply, refusal.Text);
        var answer = await ask().ConfigureAwait(false);
        return fault is { } chosen && IsPositive(replyOf(answer)) && (chosen.Text is not null || chosen.Reply != replyOf(answer))
            ? of(chosen.Reply, chosen.Text)
            : answer;
    }

    private static bool IsPositive(SmtpReply reply) => SmtpReplies.Code(reply) < 400;
}
