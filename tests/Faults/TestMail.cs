using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Faults.Tests;

/// <summary>Messages of which no two are the same.</summary>
internal static class TestMail
{
    public const string Recipient = "bob@example.net";

    /// <summary>Fits into the server's memory.</summary>
    public const int Small = 2_000;

    /// <summary>Is spooled to a file.</summary>
    public const int Spooled = 400_000;

    /// <summary>Takes SQLite several transactions.</summary>
    public const int Large = 4_300_000;

    private static int s_count;

    /// <summary>Stands for a message in comparisons: the long form sends gigabytes.</summary>
    public static string Digest(string body)
        => body[..Math.Min(40, body.Length)] + Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(body)));

    public static string Next(int length)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"message {Interlocked.Increment(ref s_count)} of {Environment.ProcessId}: ");
        line += new string('x', Math.Max(0, 76 - line.Length)) + "\r\n";
        var body = new StringBuilder(line);
        while (body.Length < length)
            body.Append(line);
        return body.ToString();
    }
}
