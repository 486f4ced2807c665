namespace SmtpGen.Sasl;

/// <summary>
/// Lets everybody in, by any name and any password: for tests of clients. It serves PLAIN and LOGIN; SCRAM and CRAM-MD5 need
/// to know a password, and have none to know here.
/// </summary>
public sealed class AnyUser : IPasswordCredentials
{
    /// <inheritdoc/>
    public ValueTask<bool> CheckPasswordAsync(
        string userName, ReadOnlyMemory<byte> password, SaslContext context, CancellationToken cancellationToken)
        => new(true);
}
