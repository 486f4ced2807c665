namespace SmtpGen.Sasl;

/// <summary>Credentials that can check a password: PLAIN and LOGIN.</summary>
public interface IPasswordCredentials : ISaslCredentials
{
    /// <summary>Whether this is the user's password. It should take the same time for a user who does not exist.</summary>
    /// <param name="userName">The user; need not exist.</param>
    /// <param name="password">UTF-8, prepared by SASLprep, not empty. Cleared when the call has completed.</param>
    /// <param name="context">The connection.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<bool> CheckPasswordAsync(
        string userName, ReadOnlyMemory<byte> password, SaslContext context, CancellationToken cancellationToken);
}
