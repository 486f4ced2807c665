namespace SmtpGen.Sasl;

/// <summary>Credentials that can check OAuth 2.0 bearer tokens: OAUTHBEARER and XOAUTH2.</summary>
public interface ITokenCredentials : ISaslCredentials
{
    /// <summary>The scope a token needs, told to clients whose token was refused; null to tell none (RFC 7628, section 3.2.2).</summary>
    string? Scope => null;

    /// <summary>The URL of the OpenID provider's configuration, told likewise; null to tell none.</summary>
    string? OpenIdConfiguration => null;

    /// <summary>Checks a token.</summary>
    /// <param name="token">The token as the client sent it (RFC 6750, section 2.1), without "Bearer".</param>
    /// <param name="context">The connection.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// The user the token was issued to, as clients name it; null when the token is not valid here and now. Where the client
    /// names another user, <see cref="ISaslCredentials.MayActAsAsync"/> decides.
    /// </returns>
    ValueTask<string?> FindOwnerAsync(string token, SaslContext context, CancellationToken cancellationToken);
}
