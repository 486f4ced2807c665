using SmtpGen.Sasl;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>Knows one token, which is Alice's.</summary>
internal sealed class TokenCredentials : ITokenCredentials
{
    public const string Alices = "token-of-alice";

    public ValueTask<string?> FindOwnerAsync(string token, SaslContext context, CancellationToken cancellationToken) =>
        new(token == Alices ? "alice" : null);
}
