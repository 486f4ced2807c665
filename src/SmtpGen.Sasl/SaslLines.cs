using System.Security.Cryptography;

namespace SmtpGen.Sasl;

/// <summary>
/// Exchanges in Base64, one answer a line, as SMTP (RFC 4954, section 4) and POP3 (RFC 5034, section 4) have them.
/// </summary>
public static class SaslLines
{
    /// <summary>Starts with what stood after the mechanism's name in the AUTH command.</summary>
    /// <param name="exchange">The exchange that has just begun.</param>
    /// <param name="initialResponse">The argument: Base64, <c>=</c> for an empty response, null where there was none.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The first step; <see cref="SaslFailureKind.MalformedResponse"/> when the argument is not Base64.</returns>
    public static ValueTask<SaslStep> StartLinesAsync(
        this SaslExchange exchange, ReadOnlyMemory<byte>? initialResponse, CancellationToken cancellationToken = default)
        => initialResponse switch
        {
            null => exchange.StepAsync(null, cancellationToken),
            { Span: [(byte)'='] } => exchange.StepAsync(ReadOnlyMemory<byte>.Empty, cancellationToken),
            { } base64 => DecodedStepAsync(exchange, base64, cancellationToken),
        };

    /// <summary>Takes the line that answers a challenge.</summary>
    /// <param name="exchange">The exchange whose last step was a challenge.</param>
    /// <param name="line">The line without its line end: Base64, empty, or <c>*</c> to give up.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// The next step; <see cref="SaslFailureKind.MalformedResponse"/> when the line is not Base64,
    /// <see cref="SaslFailureKind.Cancelled"/> when the client gave up. After either the exchange is dropped.
    /// </returns>
    public static ValueTask<SaslStep> AnswerLineAsync(
        this SaslExchange exchange, ReadOnlyMemory<byte> line, CancellationToken cancellationToken = default)
        => line.Span is [(byte)'*']
            ? new(new SaslFailure(SaslFailureKind.Cancelled))
            : DecodedStepAsync(exchange, line, cancellationToken);

    private static async ValueTask<SaslStep> DecodedStepAsync(
        SaslExchange exchange, ReadOnlyMemory<byte> base64, CancellationToken cancellationToken)
    {
        byte[]? octets = StrictBase64.Decode(base64.Span, exchange.AllowsUnpaddedBase64);
        if (octets is null)
            return new SaslFailure(SaslFailureKind.MalformedResponse);
        try
        {
            return await exchange.StepAsync(octets, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
        }
    }
}
