using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Storage.Postgres;

/// <summary>A message's TransactionId as the unique column holds it.</summary>
internal static class TransactionKey
{
    // What an index can hold is limited, and so are the characters of a text.
    private const int MaxLength = 200;

    public static string Of(string? transactionId) => transactionId switch
    {
        null => $"none {Guid.NewGuid():N}",
        { Length: <= MaxLength } when PostgresText.Of(transactionId) == transactionId => $"id {transactionId}",
        _ => $"hash {Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(transactionId)))}",
    };
}
