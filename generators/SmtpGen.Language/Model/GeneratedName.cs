using System.Text;

namespace SmtpGen.Language.Model;

/// <summary>Names of a specification as generated code has them.</summary>
public static class GeneratedName
{
    private const string Tls = "Tls";

    /// <summary>
    /// <c>bad-sequence</c> as <c>BadSequence</c>, <c>MAIL</c> as <c>Mail</c>, <c>SenderOk</c> as it is; <c>STARTTLS</c> as <c>StartTls</c>,
    /// because TLS is a word of its own at the end of a verb or keyword.
    /// </summary>
    /// <param name="name">The name in the specification.</param>
    /// <param name="digitPrefix">What stands before a name that begins with a digit.</param>
    public static string Pascal(string name, string digitPrefix = "X")
    {
        var result = new StringBuilder();
        foreach (string word in name.Split('-', '.', '_', ' ', '='))
        {
            if (word.Length == 0)
                continue;
            bool isShouted = word.ToUpperInvariant() == word;
            result.Append(char.ToUpperInvariant(word[0]));
            result.Append(isShouted ? word.Substring(1).ToLowerInvariant() : word.Substring(1));
            if (isShouted && word.Length > 2 * Tls.Length - 1 && word.EndsWith(Tls, StringComparison.OrdinalIgnoreCase))
                result[result.Length - Tls.Length] = Tls[0];
        }

        if (result.Length > 0 && char.IsDigit(result[0]))
            result.Insert(0, digitPrefix);
        return result.ToString();
    }
}
