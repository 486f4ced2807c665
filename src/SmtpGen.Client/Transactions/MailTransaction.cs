using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>One mail transaction: envelope, content, and what became of each recipient.</summary>
internal sealed class MailTransaction(MailSession session, MailEnvelope envelope, MailContent content, TransactionPlan plan)
{
    private readonly RecipientResult?[] _results = new RecipientResult?[envelope.Recipients.Count];
    private readonly List<int> _accepted = [];
    private readonly Queue<int> _named = new();

    /// <summary>Sends the message.</summary>
    /// <returns>A result for each recipient; at least one got it.</returns>
    /// <exception cref="MailSendException">Nobody got it. The session goes on unless it ended.</exception>
    public async ValueTask<MailSendResult> RunAsync(CancellationToken cancellationToken)
    {
        if (await NameAsync(cancellationToken).ConfigureAwait(false) is { } refusal)
            await FailAsync(refusal, cancellationToken).ConfigureAwait(false);
        await new ContentSender(session, content, plan, DecideAll, DecideInOrder).SendAsync(_accepted.Count, cancellationToken).ConfigureAwait(false);
        var result = new MailSendResult([.. _results.Select(result => result!)]);
        if (result.Recipients.Any(recipient => recipient.IsAccepted))
            return result;
        await session.ResetAsync(cancellationToken).ConfigureAwait(false);
        throw NobodyGotIt(result);
    }

    // MAIL and RCPT, as many at once as the plan says. The reply that ends it, or null when there are recipients.
    private async ValueTask<ClientReply?> NameAsync(CancellationToken cancellationToken)
    {
        session.Commands.Mail(plan.Address(envelope.Sender), plan.Parameters);
        ClientReply? mail = null;
        int next = 0;
        while (mail is null || next < _results.Length)
        {
            int ahead = mail is null ? 1 : 0;
            while (next < _results.Length && ahead + _named.Count < plan.Window)
                Name(next++);
            if (mail is null)
                mail = await session.ReadAsync(cancellationToken).ConfigureAwait(false);
            while (_named.TryDequeue(out int index))
                Take(index, await session.ReadAsync(cancellationToken).ConfigureAwait(false));
            if (!mail.IsPositive)
                return mail;
        }

        return null;
    }
}
