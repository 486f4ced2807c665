using System.Security.Cryptography;
using System.Text;

namespace Samples;

/// <summary>The one user there is.</summary>
/// <param name="name">Its name; empty: nobody can log in.</param>
/// <param name="password">Its password.</param>
public sealed class FileUsers(string name, string password)
{
    private readonly byte[] _secret = Digest(Encoding.UTF8.GetBytes($"{name}\n{password}"));

    /// <summary>Whether nobody can log in.</summary>
    public bool IsEmpty => name.Length == 0;

    /// <summary>Whether somebody may log in; how long it takes says nothing about the password.</summary>
    public bool Knows(string user, ReadOnlySpan<byte> said) =>
        !IsEmpty && CryptographicOperations.FixedTimeEquals(_secret, Digest([.. Encoding.UTF8.GetBytes(user), (byte)'\n', .. said]));

    private static byte[] Digest(byte[] octets) => SHA256.HashData(octets);
}
