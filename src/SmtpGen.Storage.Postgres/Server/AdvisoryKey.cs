using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// Keys of PostgreSQL's advisory locks, which a database's programs share: of 63 bits, so that nobody else's are hit by chance.
/// </summary>
internal static class AdvisoryKey
{
    /// <summary>A key that nobody else has.</summary>
    public static long Random() => BinaryPrimitives.ReadInt64BigEndian(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;

    /// <summary>The key of a thing in a schema.</summary>
    public static long Of(string schema, string thing)
        => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"smtpgen {schema} {thing}"))) & long.MaxValue;
}
