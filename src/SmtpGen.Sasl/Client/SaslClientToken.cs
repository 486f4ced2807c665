namespace SmtpGen.Sasl;

/// <summary>A user and an OAuth 2.0 bearer token: OAUTHBEARER and XOAUTH2.</summary>
public sealed class SaslClientToken : SaslClientCredentials
{
    /// <summary>Takes a name and a token.</summary>
    /// <param name="userName">The user the token was issued to, in the server's spelling: usually an address.</param>
    /// <param name="token">The token without "Bearer" (RFC 6750, section 2.1).</param>
    /// <exception cref="ArgumentException">The name is empty or holds characters that SASLprep prohibits; the token is not printable ASCII without spaces.</exception>
    public SaslClientToken(string userName, string token)
        : base(userName)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        if (token.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ArgumentException("a bearer token is printable ASCII without spaces (RFC 6750)", nameof(token));
        Token = token;
    }

    /// <summary>The token.</summary>
    internal string Token { get; }

    internal override IReadOnlyList<ISaslClientMechanism> Mechanisms => [BearerClientMechanism.OAuthBearer(this), BearerClientMechanism.XOAuth2(this)];
}
