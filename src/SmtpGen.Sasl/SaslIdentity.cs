namespace SmtpGen.Sasl;

/// <summary>Who has authenticated, and for whom it acts (RFC 4422, section 2).</summary>
/// <param name="Authentication">Whose credentials were shown.</param>
/// <param name="Authorization">Whose rights the session has; the same user unless the client asked for another.</param>
public sealed record SaslIdentity(string Authentication, string Authorization)
{
    // An empty or missing authorization identity means "the user that I am" (RFC 4422, section 3.4.1).
    internal static async ValueTask<SaslIdentity?> GrantAsync(
        ISaslCredentials credentials, string authentication, string? authorization, SaslContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(authorization) || authorization == authentication)
            return new SaslIdentity(authentication, authentication);
        return await credentials.MayActAsAsync(authentication, authorization, context, cancellationToken).ConfigureAwait(false)
            ? new SaslIdentity(authentication, authorization)
            : null;
    }
}
