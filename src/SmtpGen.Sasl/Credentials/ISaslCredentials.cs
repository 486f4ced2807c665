namespace SmtpGen.Sasl;

/// <summary>
/// What an application knows about its users. It implements one or more of <see cref="IPasswordCredentials"/>,
/// <see cref="IScramCredentials"/>, <see cref="ITokenCredentials"/> and <see cref="ICramCredentials"/>, and the mechanisms
/// follow from that. Members may be called from any thread; each may throw <see cref="SaslCredentialsException"/>.
/// User names come prepared by SASLprep (RFC 4013), in the client's case.
/// </summary>
public interface ISaslCredentials
{
    /// <summary>Whether a user who has authenticated may act for another one, who need not exist. By default nobody may.</summary>
    /// <param name="authentication">The user whose credentials were shown.</param>
    /// <param name="authorization">The other user.</param>
    /// <param name="context">The connection.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<bool> MayActAsAsync(string authentication, string authorization, SaslContext context, CancellationToken cancellationToken)
        => new(false);
}
