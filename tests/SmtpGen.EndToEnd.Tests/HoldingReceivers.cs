using SmtpGen.Envelopes;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Server;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>Receivers that name what FUTURERELEASE and NO-SOLICITING need, so that these are offered.</summary>
internal sealed class HoldingReceivers : ISessionFactory
{
    /// <summary>What was said of each message.</summary>
    public List<(ulong? HoldFor, string? HoldUntil, string? Solicitation)> Taken { get; } = [];

    public SessionLease Create() => new(new SmtpSession(new Receiver(Taken), new SmtpOptions { Extensions = SmtpExtensions.All }));

    private sealed class Receiver(List<(ulong? HoldFor, string? HoldUntil, string? Solicitation)> taken) : SmtpReceiver
    {
        protected override ValueTask<SmtpConnectResult> OnConnectAsync(CancellationToken cancellationToken)
        {
            Session.MaxHoldTime = "2030-01-01T00:00:00Z"u8.ToArray();
            Session.SolicitationKeywords = "org.example:ADV"u8.ToArray();
            return base.OnConnectAsync(cancellationToken);
        }

        protected override ValueTask<SmtpMailResult> JudgeSenderAsync(SmtpMailArguments mail, CancellationToken cancellationToken)
        {
            taken.Add((mail.HoldFor, Text(mail.HoldUntil), Text(mail.Solicit)));
            return base.JudgeSenderAsync(mail, cancellationToken);
        }

        protected override async ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
        {
            await body.ToArrayAsync(cancellationToken);
            return SmtpMessageResult.Queued("1");
        }

        private static string? Text(CommandText text) => text.IsPresent ? text.ToString() : null;
    }
}
