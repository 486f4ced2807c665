using SmtpGen.Sasl;

namespace SmtpGen.Web.Trial;

/// <summary>Lets everybody log in.</summary>
internal sealed class TrialUsers : IPasswordCredentials
{
    /// <inheritdoc/>
    public ValueTask<bool> CheckPasswordAsync(string userName, ReadOnlyMemory<byte> password, SaslContext context, CancellationToken cancellationToken) => new(true);
}
