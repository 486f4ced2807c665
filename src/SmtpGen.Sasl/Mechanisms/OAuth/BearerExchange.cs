namespace SmtpGen.Sasl;

/// <summary>
/// One exchange with a bearer token. A refusal is explained in a challenge, which the client answers without saying
/// anything, and only then fails (RFC 7628, section 3.2.3).
/// </summary>
/// <param name="credentials">Checks tokens.</param>
/// <param name="context">The connection.</param>
/// <param name="read">Reads the client's message.</param>
/// <param name="refusal">The explanation.</param>
internal sealed class BearerExchange(
    ITokenCredentials credentials, SaslContext context, BearerExchange.Reader read, byte[] refusal) : SaslExchange
{
    private bool _isRefused;

    public delegate BearerMessage? Reader(ReadOnlySpan<byte> message);

    protected override async ValueTask<SaslStep> AdvanceAsync(ReadOnlyMemory<byte>? response, CancellationToken cancellationToken)
    {
        // Whatever the client says to the explanation, it says it to no effect.
        if (_isRefused)
            return new SaslFailure(SaslFailureKind.BadCredentials);
        if (response is not { } octets)
            return new SaslChallenge(default);
        if (read(octets.Span) is not { } message)
            return new SaslFailure(SaslFailureKind.MalformedResponse);

        Claim(message.UserName);
        if (await IdentifyAsync(message, cancellationToken).ConfigureAwait(false) is { } identity)
            return new SaslSuccess(identity);
        _isRefused = true;
        // The client may leave instead of answering the explanation; its token was wrong all the same.
        if (Attempt is not null)
            await Attempt.FailAsync(cancellationToken).ConfigureAwait(false);
        return new SaslChallenge(refusal);
    }

    private async ValueTask<SaslIdentity?> IdentifyAsync(BearerMessage message, CancellationToken cancellationToken)
    {
        string? owner = message.Token is null
            ? null
            : await credentials.FindOwnerAsync(message.Token, context, cancellationToken).ConfigureAwait(false);
        return owner is null
            ? null
            : await SaslIdentity.GrantAsync(credentials, owner, message.UserName, context, cancellationToken).ConfigureAwait(false);
    }
}
