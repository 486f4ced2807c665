using System.Security.Cryptography;
using System.Text;
using SmtpGen.Sasl;

namespace SmtpGen.Testing.Sessions;

/// <summary>The users of a test: names and passwords.</summary>
internal sealed class TestUsers(IDictionary<string, string> passwords) : IPasswordCredentials, IScramCredentials
{
    private const int SaltLength = 16;

    private readonly Dictionary<string, ScramVerifier> _verifiers = passwords.ToDictionary(
        user => user.Key,
        user => ScramVerifier.Create(user.Value, RandomNumberGenerator.GetBytes(SaltLength), ScramVerifier.LeastIterations),
        StringComparer.Ordinal);

    public ScramParameters Usual => new(ScramVerifier.LeastIterations, SaltLength);

    public ValueTask<bool> CheckPasswordAsync(
        string userName, ReadOnlyMemory<byte> password, SaslContext context, CancellationToken cancellationToken) =>
        new(passwords.TryGetValue(userName, out string? right) && password.Span.SequenceEqual(Encoding.UTF8.GetBytes(right)));

    public ValueTask<ScramVerifier?> FindVerifierAsync(string userName, SaslContext context, CancellationToken cancellationToken) =>
        new(_verifiers.GetValueOrDefault(userName));
}
