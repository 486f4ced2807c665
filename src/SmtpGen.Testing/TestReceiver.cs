using System.Globalization;
using SmtpGen.Envelopes;
using SmtpGen.Mail;
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
    FaultPlan faults, RecordingTransport connection, Action<MailEnvelope, byte[], TestReceiver> receive) : SmtpReceiver
{
    private int _messages;

    protected override async ValueTask<SmtpConnectResult> OnConnectAsync(CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Connect, cancellationToken).ConfigureAwait(false) is { } fault
            ? SmtpConnectResult.Of(fault.Reply, fault.Text)
            : await base.OnConnectAsync(cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<SmtpEhloResult> JudgeClientAsync(SmtpEhloArguments ehlo, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Ehlo), cancellationToken).ConfigureAwait(false) is { } fault
            ? SmtpEhloResult.Of(fault.Reply, fault.Text)
            : await base.JudgeClientAsync(ehlo, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<SmtpHeloResult> JudgeClientAsync(SmtpHeloArguments helo, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Helo), cancellationToken).ConfigureAwait(false) is { } fault
            ? SmtpHeloResult.Of(fault.Reply, fault.Text)
            : await base.JudgeClientAsync(helo, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<SmtpMailResult> JudgeSenderAsync(SmtpMailArguments mail, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Mail), cancellationToken).ConfigureAwait(false) is { } fault
            ? SmtpMailResult.Of(fault.Reply, fault.Text)
            : await base.JudgeSenderAsync(mail, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<SmtpRcptResult> JudgeRecipientAsync(SmtpRcptArguments rcpt, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Rcpt), cancellationToken).ConfigureAwait(false) is { } fault
            ? SmtpRcptResult.Of(fault.Reply, fault.Text)
            : await base.JudgeRecipientAsync(rcpt, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<SmtpDataResult> OnDataAsync(CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Data), cancellationToken).ConfigureAwait(false) is { } fault
            ? SmtpDataResult.Of(fault.Reply, fault.Text)
            : await base.OnDataAsync(cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<SmtpVrfyResult> OnVrfyAsync(SmtpVrfyArguments arguments, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Vrfy), cancellationToken).ConfigureAwait(false) is { } fault
            ? SmtpVrfyResult.Of(fault.Reply, fault.Text)
            : await base.OnVrfyAsync(arguments, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<SmtpExpnResult> OnExpnAsync(SmtpExpnArguments arguments, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Expn), cancellationToken).ConfigureAwait(false) is { } fault
            ? SmtpExpnResult.Of(fault.Reply, fault.Text)
            : await base.OnExpnAsync(arguments, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<SmtpStartTlsResult> OnStartTlsAsync(CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.StartTls), cancellationToken).ConfigureAwait(false) is { } fault
            ? SmtpStartTlsResult.Of(fault.Reply, fault.Text)
            : await base.OnStartTlsAsync(cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<SmtpAuthResult?> JudgeLoginAsync(SmtpAuthArguments auth, CancellationToken cancellationToken) =>
        await ReachAsync(FaultPoints.Of(SmtpCommand.Auth), cancellationToken).ConfigureAwait(false) is { } fault
            ? SmtpAuthResult.Of(fault.Reply, fault.Text)
            : null;

    protected override async ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
    {
        // By its first octets the client shows that it has seen what invites them.
        var octets = new MemoryStream();
        octets.Write((await body.ReadAsync(cancellationToken).ConfigureAwait(false)).Span);
        if (await ReachAsync(FaultPoints.Message, cancellationToken).ConfigureAwait(false) is { } fault)
            return SmtpMessageResult.Of(fault.Reply, fault.Text);
        await body.CopyToAsync(octets, cancellationToken).ConfigureAwait(false);
        receive(envelope, octets.ToArray(), this);
        return SmtpMessageResult.Queued((++_messages).ToString(CultureInfo.InvariantCulture));
    }

    private ValueTask<(SmtpReply Reply, string? Text)?> ReachAsync(FaultPoint point, CancellationToken cancellationToken) =>
        faults.ReachAsync(point, connection, cancellationToken);
}
