namespace SmtpGen.Sasl;

/// <summary>
/// The server's side of one authentication: answers go in, challenges come out, until it succeeds or fails. It reads and
/// writes no connection. One caller at a time.
/// </summary>
public abstract class SaslExchange
{
    private bool _ended;

    /// <summary>Takes the client's answer, or starts when there is none.</summary>
    /// <param name="response">
    /// The decoded octets; null when the client sent no initial response, which is something else than an empty one
    /// (RFC 4422, section 5). The exchange does not use them after the call.
    /// </param>
    /// <param name="cancellationToken">Gives up; the exchange is of no use afterwards.</param>
    /// <returns>What to tell the client. Whatever the client sent, it leads to a step and never to an exception.</returns>
    /// <exception cref="InvalidOperationException">The exchange ended with an earlier step.</exception>
    public async ValueTask<SaslStep> StepAsync(ReadOnlyMemory<byte>? response, CancellationToken cancellationToken = default)
    {
        if (_ended)
            throw new InvalidOperationException("The exchange has ended; begin another one.");
        _ended = true; // a step that throws leaves nothing to go on with
        try
        {
            SaslStep step = await AdvanceAsync(response, cancellationToken).ConfigureAwait(false);
            _ended = step is not SaslChallenge;
            return step;
        }
        catch (SaslCredentialsException refusal)
        {
            return new SaslFailure(refusal.Kind);
        }
    }

    /// <summary>One step of the mechanism.</summary>
    /// <param name="response">As in <see cref="StepAsync"/>: copy what the next step needs, the memory is cleared.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected abstract ValueTask<SaslStep> AdvanceAsync(ReadOnlyMemory<byte>? response, CancellationToken cancellationToken);
}
