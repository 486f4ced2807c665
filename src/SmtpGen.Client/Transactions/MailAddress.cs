using System.Globalization;
using System.Text;

namespace SmtpGen.Client;

/// <summary>A mailbox as a command names it.</summary>
internal static class MailAddress
{
    private static readonly IdnMapping s_idn = new() { UseStd3AsciiRules = true };

    /// <summary>Whether its local part can be sent to servers that know SMTPUTF8 only (RFC 6531).</summary>
    public static bool NeedsUtf8(string address)
    {
        int at = address.LastIndexOf('@');
        return !Ascii.IsValid(at < 0 ? address : address.AsSpan(0, at));
    }

    /// <summary>With its domain in the ASCII form of RFC 5890.</summary>
    /// <exception cref="ArgumentException">The domain has no such form.</exception>
    public static string WithAsciiDomain(string address)
    {
        int at = address.LastIndexOf('@');
        if (Ascii.IsValid(address) || at < 0)
            return address;
        try
        {
            return address[..(at + 1)] + s_idn.GetAscii(address, at + 1);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"\"{address}\" has a domain that cannot be written in ASCII (RFC 5890)", nameof(address), exception);
        }
    }
}
