using System.Globalization;
using SmtpGen.Forwarding;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve.Logging;

namespace SmtpGen.Tool.Serve.Forwarding;

/// <summary>Hands mail on, and writes a line for each thing that becomes of a message.</summary>
/// <param name="store">Where messages are.</param>
/// <param name="options">Where they go.</param>
/// <param name="log">Takes the lines.</param>
internal sealed class ServedForwarder(IMessageStore store, MailForwardingOptions options, ServeLog log) : MailForwarder(store, options)
{
    // Of a message's recipients, those that are told.
    private const int MostRecipients = 3;

    private readonly string _server = string.Create(CultureInfo.InvariantCulture, $"{options.Server.Host}:{options.Server.Port}");

    /// <inheritdoc/>
    protected override void OnAttempted(ForwardingAttempt attempt)
    {
        string id = attempt.Message.Id;
        if (Of(attempt, RecipientFate.Accepted) is { Count: > 0 } accepted)
            log.Tell($"{id}: handed on to {_server} for {Names(accepted)}");
        if (Of(attempt, RecipientFate.Failed) is { Count: > 0 } failed)
            log.Tell($"{id}: failed for {Names(failed)}, {Consequence(attempt)}: {failed[0].Problem}");
        if (Of(attempt, RecipientFate.Deferred) is { Count: > 0 } deferred && attempt.NextAt is { } next)
            log.Tell($"{id}: tried again at {next.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} for {Names(deferred)}: {deferred[0].Problem}");
    }

    private static string Consequence(ForwardingAttempt attempt) =>
        attempt.ReportId is { } report ? $"the sender is told by {report}"
        : attempt.IsDead ? "and nobody is to be told: it stays as a dead letter"
        : "and nobody wants to be told";

    private static List<RecipientOutcome> Of(ForwardingAttempt attempt, RecipientFate fate) => [.. attempt.Outcomes.Where(outcome => outcome.Fate == fate)];

    private static string Names(List<RecipientOutcome> outcomes)
    {
        string first = string.Join(", ", outcomes.Take(MostRecipients).Select(outcome => $"<{outcome.Recipient.ForwardPath}>"));
        int more = outcomes.Count - MostRecipients;
        return more > 0 ? $"{first} and {more} more" : first;
    }
}
