using System.Globalization;
using System.Security.Cryptography;

namespace SmtpGen.Sasl;

/// <summary>Makes lines of a users file.</summary>
public static class UserEntry
{
    /// <summary>
    /// The iterations of a new entry. The server pays them for each PLAIN login and the client for each SCRAM login, so
    /// the number is a compromise: about thirty times the least that RFC 7677 allows, some tens of milliseconds on a
    /// server, and still bearable on a telephone. Where only strong machines log in, 600000 is what is commonly
    /// recommended for a hash of this kind.
    /// </summary>
    public const int DefaultIterations = 120_000;

    /// <summary>The most iterations a users file may ask for: more would let one login stop a processor for seconds.</summary>
    public const int MostIterations = 10_000_000;

    private const int SaltLength = 16;

    internal static ScramParameters Parameters => new(DefaultIterations, SaltLength);

    /// <summary>A line that lets a user log in with every mechanism for passwords but CRAM-MD5.</summary>
    /// <param name="userName">The user: not empty, no colon, no control characters, no # or space at its beginning, no space at its end.</param>
    /// <param name="password">The password: not empty, no control characters.</param>
    /// <param name="iterations">From <see cref="ScramVerifier.LeastIterations"/> to <see cref="MostIterations"/>.</param>
    /// <returns>The line without a line end, in the scheme SCRAM-SHA-256 with a fresh random salt.</returns>
    /// <exception cref="ArgumentException">The name or the password is not allowed; the message says what is.</exception>
    public static string CreateScram(string userName, ReadOnlySpan<char> password, int iterations = DefaultIterations)
    {
        if (PrepareName(userName) is not { } name)
            throw new ArgumentException($"a user's name {AllowedName}", nameof(userName));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, MostIterations);

        ScramVerifier verifier = ScramVerifier.Create(password, RandomNumberGenerator.GetBytes(SaltLength), iterations);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}:{{SCRAM-SHA-256}}{iterations}${Base64(verifier.Salt)}${Base64(verifier.StoredKey)}${Base64(verifier.ServerKey)}");
    }

    internal const string AllowedName = "is not empty, has no space at its ends, no # at its beginning, and no colon or control character";

    /// <summary>The name as users are looked up by, or null where it cannot stand in a users file.</summary>
    internal static string? PrepareName(string name)
        => name.Contains(':', StringComparison.Ordinal) || name.StartsWith('#') || name.Trim().Length != name.Length
            ? null
            : SaslText.PrepareName(name);

    private static string Base64(ReadOnlyMemory<byte> octets) => Convert.ToBase64String(octets.Span);
}
