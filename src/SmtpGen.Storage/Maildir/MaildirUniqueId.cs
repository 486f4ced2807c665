using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Storage;

/// <summary>Names a message for POP3 clients, in at most 70 characters from 0x21 to 0x7E (RFC 1939, section 7, UIDL).</summary>
internal static class MaildirUniqueId
{
    private const int MaxLength = 70;

    /// <summary>The unique name itself where it is fit, else its digest: hosts, and so names, may be longer or not in ASCII.</summary>
    public static string Of(string name)
        => name.Length <= MaxLength && !name.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? name
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
