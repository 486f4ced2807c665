using SmtpGen.Envelopes;
using SmtpGen.Storage;

namespace SmtpGen.Forwarding;

/// <summary>What a notification says of a recipient.</summary>
/// <param name="Outcome">What became of the message for it.</param>
/// <param name="Action">The Action of RFC 3464 section 2.3.3: <c>failed</c> or <c>relayed</c>.</param>
internal sealed record ReportedRecipient(RecipientOutcome Outcome, string Action)
{
    public bool IsFailed => Action == ReportPlan.Failed;
}

/// <summary>Decides what the sender is told (RFC 3461 section 5.2).</summary>
internal static class ReportPlan
{
    public const string Failed = "failed";
    public const string Relayed = "relayed";

    /// <summary>The recipients that a notification is due for; none where the sender is nobody (RFC 5321 section 6.1).</summary>
    /// <param name="envelope">The message's envelope.</param>
    /// <param name="outcomes">What an attempt came to.</param>
    /// <param name="offersReports">Whether the next server reports from now on.</param>
    public static IReadOnlyList<ReportedRecipient> Of(ReceivedEnvelope envelope, IEnumerable<RecipientOutcome> outcomes, bool offersReports)
    {
        if (envelope.ReversePath.Length == 0)
            return [];
        bool isTraced = envelope.Parameters.DeliverBy is { Trace: true };
        var reported = new List<ReportedRecipient>();
        foreach (var outcome in outcomes)
        {
            var wanted = outcome.Recipient.Notify;
            if (outcome.Fate == RecipientFate.Failed && IsFailureWanted(wanted))
                reported.Add(new(outcome, Failed));
            // Nobody will report a delivery any more (RFC 3461 section 5.2.2); RFC 2852 section 4 asks for it at each step.
            else if (outcome.Fate == RecipientFate.Accepted && IsRelayWanted(wanted, offersReports, isTraced))
                reported.Add(new(outcome, Relayed));
        }

        return reported;
    }

    // Without NOTIFY a failure is reported (RFC 3461 section 4.1).
    private static bool IsFailureWanted(NotifyConditions? wanted) => wanted is not { } said || said.HasFlag(NotifyConditions.Failure);

    private static bool IsRelayWanted(NotifyConditions? wanted, bool offersReports, bool isTraced) =>
        wanted is { } said && said != NotifyConditions.Never && said.HasFlag(NotifyConditions.Success) && !offersReports
        || (isTraced && wanted != NotifyConditions.Never);
}
