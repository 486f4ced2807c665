using System.Text;
using System.Text.RegularExpressions;

namespace SmtpGen.Web.Sessions;

/// <summary>Hides what clients log in with, also where they say it in the wrong place.</summary>
internal sealed partial class CommandMask(ProtocolWords protocol)
{
    public const string Hidden = "(hidden)";

    private const string Unknown = "(unknown)";
    private const int LongestVerb = 32;
    private bool _logsIn;

    /// <summary>Whether a line may be shown as it is, as most can be without a further look.</summary>
    public bool MayShow(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOf((byte)' ');
        var word = end < 0 ? line : line[..end];
        Span<char> verb = stackalloc char[LongestVerb];
        if (_logsIn || word.Length is 0 or > LongestVerb || !Ascii.IsValid(word))
            return false;
        Ascii.ToUpper(word, verb, out int length);
        return protocol.PlainVerbs.Contains(verb[..length]);
    }

    /// <summary>The verb of a command, and the line as it may be shown.</summary>
    public (string Verb, string Shown) Hide(string line)
    {
        string word = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..] ? first : "";
        if (Secret().Match(line) is { Success: true } secret)
        {
            _logsIn = true;
            string shown = secret.Value.Trim();
            return (shown[..4].ToUpperInvariant(), shown.Length == line.Trim().Length ? shown : $"{shown} {Hidden}");
        }

        if (protocol.Verbs.Contains(word))
            return (word.ToUpperInvariant(), line);

        // A client whose login was refused may go on with the name and the password all the same.
        return (Unknown, _logsIn ? Hidden : line);
    }

    // AUTH with its mechanism (RFC 4954 section 4, RFC 5034 section 4), PASS and APOP without what proves the user (RFC 1939 section 7).
    // A last word is shown only where it is the name of a mechanism: it may be a response without one, or a password.
    [GeneratedRegex(@"\A\s*(AUTH(\s+((PLAIN|LOGIN|CRAM-MD5|SCRAM-SHA-[0-9]{1,3}(-PLUS)?|XOAUTH2|OAUTHBEARER)(?=\s|\z)|[A-Z0-9_-]{1,20}(?=\s+\S)))?|PASS|APOP)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
