using System.Globalization;
using System.Text;

namespace SmtpGen.Sasl;

/// <summary>A login that failed. It holds no password.</summary>
/// <param name="Protocol">The protocol, in lower case: <c>smtp</c>, <c>lmtp</c>, <c>pop3</c>.</param>
/// <param name="Address">The client's address without a port; null where it has none.</param>
/// <param name="Mechanism">The mechanism's name.</param>
/// <param name="UserName">Who the client said it is, as it said it; null where it did not say.</param>
/// <param name="IsRefusedUnseen">Whether nobody looked at the password, since too many logins had failed.</param>
public sealed record FailedLogin(string Protocol, string? Address, string Mechanism, string? UserName, bool IsRefusedUnseen)
{
    private const int MostCharacters = 64;

    /// <summary>Why it failed, in a word: <c>wrong</c> or <c>limit</c>.</summary>
    public string Reason => IsRefusedUnseen ? "limit" : "wrong";

    /// <summary>
    /// The login as programs that watch logs read it, one line of printable ASCII:
    /// <c>address=192.0.2.1 protocol=smtp mechanism=PLAIN reason=wrong user="alice"</c>. In the name, quotes, backslashes and
    /// what is not printable ASCII are written <c>\u{22}</c>; of a long one, 64 characters are shown. An address or a name that
    /// is not known is a hyphen, without quotes.
    /// </summary>
    public override string ToString()
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"address={Address ?? "-"} protocol={Protocol} mechanism={Mechanism} reason={Reason} user=");
        if (UserName is null)
            return line.Append('-').ToString();
        line.Append('"');
        int shown = 0;
        foreach (Rune rune in UserName.EnumerateRunes())
        {
            if (shown++ == MostCharacters)
                return line.Append("\"...").ToString();
            if (rune.Value is >= ' ' and <= '~' and not '"' and not '\\')
                line.Append((char)rune.Value);
            else
                line.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return line.Append('"').ToString();
    }
}
