using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Sasl;

/// <summary>CRAM-MD5 (RFC 2195): the client sends its name and an HMAC of a challenge that was never used before.</summary>
/// <param name="credentials">The readable passwords.</param>
/// <param name="uniquePart">What stands before the @ of the challenge.</param>
internal sealed class CramMd5Mechanism(ICramCredentials credentials, Func<string> uniquePart) : ISaslMechanism
{
    public CramMd5Mechanism(ICramCredentials credentials)
        : this(credentials, static () => string.Create(
            CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetHexString(32)}.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}"))
    {
    }

    public string Name => "CRAM-MD5";

    public bool ExposesPassword => false;

    public bool IsReady => credentials.KnowsEverySecret;

    public SaslExchange Begin(SaslContext context, IReadOnlyCollection<string> offered)
        => new Exchange(credentials, context, Encoding.UTF8.GetBytes($"<{uniquePart()}@{context.HostName}>"));

    private sealed class Exchange(ICramCredentials credentials, SaslContext context, byte[] challenge) : SaslExchange
    {
        private bool _challenged;

        protected override async ValueTask<SaslStep> AdvanceAsync(ReadOnlyMemory<byte>? response, CancellationToken cancellationToken)
        {
            if (!_challenged)
            {
                // The server speaks first; there is nothing a client could say yet (RFC 4954, section 4).
                _challenged = true;
                return response is null ? new SaslChallenge(challenge) : new SaslFailure(SaslFailureKind.MalformedResponse);
            }

            // user-name SP digest; the name may hold spaces itself.
            ReadOnlyMemory<byte> answer = response.GetValueOrDefault();
            int space = answer.Span.LastIndexOf((byte)' ');
            if (space < 0 || answer.Length - space - 1 != CramMd5Digest.Length || SaslText.ReadName(answer.Span[..space]) is not { } userName)
                return new SaslFailure(SaslFailureKind.MalformedResponse);

            Claim(userName);
            ReadOnlyMemory<byte>? secret = await credentials.FindSecretAsync(userName, context, cancellationToken).ConfigureAwait(false);
            // Anybody knows an empty password; and a null array turns into one where it becomes a ReadOnlyMemory.
            bool isKnown = secret is { IsEmpty: false };
            byte[] expected = CramMd5Digest.Of(secret.GetValueOrDefault().Span, challenge);
            return CryptographicOperations.FixedTimeEquals(expected, answer.Span[(space + 1)..]) & isKnown
                ? new SaslSuccess(new SaslIdentity(userName, userName))
                : new SaslFailure(SaslFailureKind.BadCredentials);
        }
    }
}
