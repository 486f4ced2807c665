using System.Globalization;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Testing.Faults;
using SmtpGen.Testing.Sessions;

namespace SmtpGen.Testing;

/// <summary>Takes every message, unless a fault is due.</summary>
/// <param name="faults">What goes wrong.</param>
/// <param name="connection">The session's connection.</param>
/// <param name="receive">Told of each message that is taken.</param>
internal sealed class TestReceiver(
    FaultPlan faults, RecordingTransport connection, Action<SmtpEnvelope, byte[], TestReceiver> receive) : SmtpReceiver
{
    private int _messages;

    protected override async ValueTask<ConnectResult> OnConnectAsync(CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Connect, cancellationToken).ConfigureAwait(false) is { } fault
            ? ConnectResult.Of(fault.Reply, fault.Text)
            : await base.OnConnectAsync(cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<EhloResult> JudgeClientAsync(EhloArguments ehlo, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Ehlo), cancellationToken).ConfigureAwait(false) is { } fault
            ? EhloResult.Of(fault.Reply, fault.Text)
            : await base.JudgeClientAsync(ehlo, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<HeloResult> JudgeClientAsync(HeloArguments helo, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Helo), cancellationToken).ConfigureAwait(false) is { } fault
            ? HeloResult.Of(fault.Reply, fault.Text)
            : await base.JudgeClientAsync(helo, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<MailResult> JudgeSenderAsync(MailArguments mail, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Mail), cancellationToken).ConfigureAwait(false) is { } fault
            ? MailResult.Of(fault.Reply, fault.Text)
            : await base.JudgeSenderAsync(mail, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<RcptResult> JudgeRecipientAsync(RcptArguments rcpt, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Rcpt), cancellationToken).ConfigureAwait(false) is { } fault
            ? RcptResult.Of(fault.Reply, fault.Text)
            : await base.JudgeRecipientAsync(rcpt, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<DataResult> OnDataAsync(CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Data), cancellationToken).ConfigureAwait(false) is { } fault
            ? DataResult.Of(fault.Reply, fault.Text)
            : await base.OnDataAsync(cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<VrfyResult> OnVrfyAsync(VrfyArguments arguments, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Vrfy), cancellationToken).ConfigureAwait(false) is { } fault
            ? VrfyResult.Of(fault.Reply, fault.Text)
            : await base.OnVrfyAsync(arguments, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<ExpnResult> OnExpnAsync(ExpnArguments arguments, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Expn), cancellationToken).ConfigureAwait(false) is { } fault
            ? ExpnResult.Of(fault.Reply, fault.Text)
            : await base.OnExpnAsync(arguments, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<StarttlsResult> OnStarttlsAsync(CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Starttls), cancellationToken).ConfigureAwait(false) is { } fault
            ? StarttlsResult.Of(fault.Reply, fault.Text)
            : await base.OnStarttlsAsync(cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<AuthResult?> JudgeLoginAsync(AuthArguments auth, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Auth), cancellationToken).ConfigureAwait(false) is { } fault
            ? AuthResult.Of(fault.Reply, fault.Text)
            : null;

    protected override async ValueTask<MessageResult> ReceiveAsync(SmtpEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
    {
        // By its first octets the client shows that it has seen what invites them.
        var octets = new MemoryStream();
        octets.Write((await body.ReadAsync(cancellationToken).ConfigureAwait(false)).Span);
        if (await ReachAsync(FaultPoints.Message, cancellationToken).ConfigureAwait(false) is { } fault)
            return MessageResult.Of(fault.Reply, fault.Text);
        await body.CopyToAsync(octets, cancellationToken).ConfigureAwait(false);
        receive(envelope, octets.ToArray(), this);
        return MessageResult.Queued((++_messages).ToString(CultureInfo.InvariantCulture));
    }

    private ValueTask<(SmtpReply Reply, string? Text)?> ReachAsync(FaultPoint point, CancellationToken cancellationToken) =>
        faults.ReachAsync(point, connection, cancellationToken);
}
