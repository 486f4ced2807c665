using SmtpGen.Envelopes;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>One mail transaction: envelope, content, and what becomes of each recipient.</summary>
internal sealed class MailTransaction(MailSession session, MailEnvelope envelope, ContentSender content, TransactionPlan plan)
{
    private readonly RecipientResult?[] _results = new RecipientResult?[envelope.Recipients.Count];
    private readonly List<int> _accepted = [];
    private readonly Queue<int> _named = new();
    private ArgumentException? _unnamed;

    /// <summary>Sends the message.</summary>
    /// <returns>A result for each recipient; at least one gets it.</returns>
    /// <exception cref="MailSendException">Nobody gets it.</exception>
    public async ValueTask<MailSendResult> RunAsync(CancellationToken cancellationToken)
    {
        var (mail, data) = await NameAsync(cancellationToken).ConfigureAwait(false);
        if (!mail.IsPositive)
            Decide(Enumerable.Range(0, _results.Length), mail);
        else if (_accepted.Count > 0)
            Decide(await content.SendAsync(data, cancellationToken).ConfigureAwait(false));
        if (data is { IsPositive: true } && !(mail.IsPositive && _accepted.Count > 0))
            await content.SendNothingAsync(cancellationToken).ConfigureAwait(false);

        await session.ResetAsync(cancellationToken).ConfigureAwait(false);
        var result = new MailSendResult([.. _results.Select(recipient => recipient!)]);
        return result.Recipients.Any(recipient => recipient.IsAccepted) ? result : throw NobodyGetsIt(result);
    }

    // MAIL and RCPT, and DATA where it may stand in the same group, as many at once as the plan says.
    private async ValueTask<(ClientReply Mail, ClientReply? Data)> NameAsync(CancellationToken cancellationToken)
    {
        session.Commands.Mail(plan.Address(envelope.ReversePath), plan.Parameters);
        ClientReply? mail = null;
        int next = 0;
        while (true)
        {
            for (int room = plan.Window - (mail is null ? 1 : 0); room > 0 && next < _results.Length; room--)
                Name(next++);
            bool hasData = plan.DataAhead && next == _results.Length && _accepted.Count + _named.Count > 0;
            if (hasData)
                session.Commands.Data();

            mail ??= await session.ReadAsync(cancellationToken).ConfigureAwait(false);
            while (_named.TryDequeue(out int index))
                Take(index, await session.ReadAsync(cancellationToken).ConfigureAwait(false));
            var data = hasData ? await session.ReadAsync(cancellationToken).ConfigureAwait(false) : null;
            if (!mail.IsPositive || next == _results.Length)
                return (mail, data);
        }
    }

    private void Name(int index)
    {
        var recipient = envelope.Recipients[index];
        try
        {
            session.Commands.Rcpt(plan.Address(recipient.ForwardPath), plan.Reports(recipient));
            _named.Enqueue(index);
        }
        catch (ArgumentException exception)
        {
            _unnamed ??= exception;
            _results[index] = new RecipientResult(recipient, null, exception.Message);
        }
        catch (MailSendException exception)
        {
            _results[index] = new RecipientResult(recipient, null, exception.Message);
        }
    }

    private void Take(int index, ClientReply reply)
    {
        if (reply.IsPositive)
            _accepted.Add(index);
        else
            Decide([index], reply);
    }

    // One answer for all, or one for each recipient that was accepted, in order.
    private void Decide(IReadOnlyList<ClientReply> replies)
    {
        for (int i = 0; i < _accepted.Count; i++)
            Decide([_accepted[i]], replies[replies.Count == 1 ? 0 : i]);
    }

    private void Decide(IEnumerable<int> recipients, ClientReply reply)
    {
        foreach (int index in recipients)
            _results[index] = new RecipientResult(envelope.Recipients[index], reply, reply.IsPositive ? "" : reply.Describe(session.Server));
    }

    private MailSendException NobodyGetsIt(MailSendResult result)
    {
        var decisive = result.Recipients[0];
        bool isSame = result.Recipients.All(recipient => recipient.Problem == decisive.Problem);
        string others = isSame || result.Recipients.Count == 1 ? "" : $" The other {result.Recipients.Count - 1} recipients do not get it either.";
        return decisive.Reply is null
            ? new MailSendException(MailSendFailure.Unsupported, decisive.Problem + others, _unnamed) { Result = result }
            : new MailSendException(MailSendFailure.Refused, decisive.Problem + others) { Reply = decisive.Reply, Result = result };
    }
}
