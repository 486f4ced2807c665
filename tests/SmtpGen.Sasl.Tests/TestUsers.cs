using System.Text;

namespace SmtpGen.Sasl.Tests;

/// <summary>Users in memory, with every kind of credentials. The user <c>admin</c> may act for anybody.</summary>
internal sealed class TestUsers : IPasswordCredentials, IScramCredentials, ICramCredentials, ITokenCredentials
{
    private readonly Dictionary<string, (string Password, ScramVerifier Verifier)> _users = new(StringComparer.Ordinal);

    public TestUsers(params ReadOnlySpan<(string Name, string Password)> users)
    {
        foreach ((string name, string password) in users)
            _users[name] = (password, ScramVerifier.Create(password, Salt, ScramVerifier.LeastIterations));
    }

    /// <summary>The salt of the example in RFC 7677, section 3.</summary>
    public static byte[] Salt { get; } = Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ==");

    public Exception? Fault { get; init; }

    public bool CoversEveryUser { get; init; } = true;

    public ScramParameters Usual => new(ScramVerifier.LeastIterations, Salt.Length);

    public string? Scope => "mail";

    public string? OpenIdConfiguration => "https://example.com/.well-known/openid-configuration";

    public ValueTask<bool> MayActAsAsync(string authentication, string authorization, SaslContext context, CancellationToken cancellationToken)
        => new(authentication == "admin");

    public ValueTask<bool> CheckPasswordAsync(
        string userName, ReadOnlyMemory<byte> password, SaslContext context, CancellationToken cancellationToken)
        => Fault is null ? new(_users.TryGetValue(userName, out var user) && Encoding.UTF8.GetString(password.Span) == user.Password) : throw Fault;

    public ValueTask<ScramVerifier?> FindVerifierAsync(string userName, SaslContext context, CancellationToken cancellationToken)
        => new(_users.TryGetValue(userName, out var user) ? user.Verifier : null);

    public ValueTask<ReadOnlyMemory<byte>?> FindSecretAsync(string userName, SaslContext context, CancellationToken cancellationToken)
        => new(_users.TryGetValue(userName, out var user) ? Encoding.UTF8.GetBytes(user.Password) : (ReadOnlyMemory<byte>?)null);

    public ValueTask<string?> FindOwnerAsync(string token, SaslContext context, CancellationToken cancellationToken)
        => new(token.StartsWith("token-of-", StringComparison.Ordinal) ? token["token-of-".Length..] : null);
}
