using System.Security.Cryptography;

namespace SmtpGen.Sasl;

/// <summary>What PLAIN and LOGIN do once they have a name and a password.</summary>
internal static class PasswordLogin
{
    public static async ValueTask<SaslStep> CheckAsync(
        IPasswordCredentials credentials,
        SaslContext context,
        string userName,
        string? authorization,
        ReadOnlyMemory<byte> password,
        CancellationToken cancellationToken)
    {
        if (SaslText.ReadPassword(password.Span) is not { } prepared)
            return new SaslFailure(SaslFailureKind.MalformedResponse);
        try
        {
            context.Attempt?.Claim(userName);
            bool right = await credentials.CheckPasswordAsync(userName, prepared, context, cancellationToken).ConfigureAwait(false);
            SaslIdentity? identity = right
                ? await SaslIdentity.GrantAsync(credentials, userName, authorization, context, cancellationToken).ConfigureAwait(false)
                : null;
            return identity is null ? new SaslFailure(SaslFailureKind.BadCredentials) : new SaslSuccess(identity);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(prepared);
        }
    }
}
