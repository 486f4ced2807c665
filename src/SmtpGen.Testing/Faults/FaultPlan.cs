using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Testing.Faults;

/// <summary>Carries out the faults that are due when a session reaches a point.</summary>
/// <param name="faults">The faults.</param>
/// <param name="time">The clock of delays.</param>
internal sealed class FaultPlan(SmtpFaults faults, TimeProvider time)
{
    /// <summary>Waits or cuts the connection where that is due, and says which reply is to be given; null: what the handler chooses.</summary>
    public async ValueTask<(SmtpReply Reply, string? Text)?> ReachAsync(FaultPoint point, CuttableTransport connection, CancellationToken cancellationToken)
    {
        (SmtpReply, string?)? answer = null;
        foreach (var fault in faults.Reach(point.Name))
        {
            if (fault.Wait is { } wait)
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            if (fault.Drops)
            {
                // The session still needs a reply, which nobody gets.
                connection.Cut();
                return (SmtpReply.ServiceClosing, null);
            }

            answer = fault.Answer ?? answer;
        }

        return answer;
    }
}
