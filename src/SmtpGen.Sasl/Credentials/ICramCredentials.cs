namespace SmtpGen.Sasl;

/// <summary>Credentials that know passwords in readable form: CRAM-MD5.</summary>
public interface ICramCredentials : ISaslCredentials
{
    /// <summary>
    /// Whether every user's password is known. While some are not, CRAM-MD5 is not on offer: clients that find it take it, and
    /// fail for those users.
    /// </summary>
    bool KnowsEverySecret => true;

    /// <summary>Looks for a user's password.</summary>
    /// <param name="userName">The user; need not exist.</param>
    /// <param name="context">The connection.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The password in UTF-8, or null where there is none. It is not changed.</returns>
    ValueTask<ReadOnlyMemory<byte>?> FindSecretAsync(string userName, SaslContext context, CancellationToken cancellationToken);
}
