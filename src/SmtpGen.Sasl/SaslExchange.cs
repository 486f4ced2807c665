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
    /// <param name="cancellationToken">Cancels the wait; the exchange is of no use afterwards.</param>
    /// <returns>What to tell the client. Whatever the client sent, it leads to a step and never to an exception.</returns>
    /// <exception cref="InvalidOperationException">The exchange ended with an earlier step.</exception>
    public async ValueTask<SaslStep> StepAsync(ReadOnlyMemory<byte>? response, CancellationToken cancellationToken = default)
    {
        if (_ended)
            throw new InvalidOperationException("The exchange has ended; begin another one.");
        _ended = true; // a step that throws leaves nothing to go on with
        SaslStep step;
        try
        {
            step = await AdvanceAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (SaslCredentialsException refusal)
        {
            step = new SaslFailure(refusal.Kind);
        }

        _ended = step is not SaslChallenge;
        if (_ended && Attempt is not null)
            await Attempt.EndAsync(step, cancellationToken).ConfigureAwait(false);
        return step;
    }

    /// <summary>The exchange as limits, log and counts see it; null where no server began it.</summary>
    internal LoginAttempt? Attempt { get; set; }

    /// <summary>Whether answers may come without the padding of Base64.</summary>
    internal bool AllowsUnpaddedBase64 { get; set; }

    /// <summary>
    /// Says who the client claims to be, before anything is looked at that costs time or tells whether the claim is true.
    /// Limits, log and count go by it.
    /// </summary>
    /// <param name="userName">The user; null where the client does not say.</param>
    /// <exception cref="SaslCredentialsException">Too many logins have failed. Let it pass through.</exception>
    protected void Claim(string? userName) => Attempt?.Claim(userName);

    /// <summary>One step of the mechanism.</summary>
    /// <param name="response">As in <see cref="StepAsync"/>: copy what the next step needs, the memory is cleared.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    protected abstract ValueTask<SaslStep> AdvanceAsync(ReadOnlyMemory<byte>? response, CancellationToken cancellationToken);
}
