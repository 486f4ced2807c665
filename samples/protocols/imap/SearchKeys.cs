using System.Globalization;
using System.Text;

namespace Samples;

/// <summary>What a client looks for (RFC 3501 section 6.4.4), as a test of a message. Flags are never set, since nothing can be changed.</summary>
public sealed class SearchKeys
{
    private const int Deepest = 32;

    private readonly List<string> _tokens;
    private readonly Func<string, bool, SequenceSet?> _set;
    private int _next;

    private SearchKeys(List<string> tokens, Func<string, bool, SequenceSet?> set) => (_tokens, _set) = (tokens, set);

    /// <summary>Tests a message: its number, what the store knows of it, and its text.</summary>
    public delegate bool Test(uint number, MailMessage message, MessageText text);

    /// <summary>Reads the keys; null where they are not right.</summary>
    /// <param name="text">As they were written.</param>
    /// <param name="set">Reads a set of numbers, or of unique identifiers where that is true.</param>
    /// <param name="isCharsetKnown">Whether the charset that stands before the keys, if there is one, is known.</param>
    public static Test? Parse(string text, Func<string, bool, SequenceSet?> set, out bool isCharsetKnown)
    {
        isCharsetKnown = true;
        if (Tokens(text) is not { } tokens)
            return null;
        var keys = new SearchKeys(tokens, set);
        try
        {
            if (tokens[0].Equals("CHARSET", StringComparison.OrdinalIgnoreCase))
            {
                keys._next++;
                isCharsetKnown = keys.Argument().ToUpperInvariant() is "US-ASCII" or "UTF-8";
            }

            var test = keys.All(0);
            return keys._next == tokens.Count ? test : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // Several keys: all must hold.
    private Test All(int depth)
    {
        var tests = new List<Test>();
        while (_next < _tokens.Count && _tokens[_next] != ")")
            tests.Add(Key(depth));
        return tests.Count == 0 ? throw new FormatException() : (number, message, text) => tests.TrueForAll(test => test(number, message, text));
    }

    private Test Key(int depth)
    {
        if (depth > Deepest)
            throw new FormatException();
        string key = Token().ToUpperInvariant();
        switch (key)
        {
            case "(":
                var all = All(depth + 1);
                return Token() == ")" ? all : throw new FormatException();
            case "NOT":
                var not = Key(depth + 1);
                return (number, message, text) => !not(number, message, text);
            case "OR":
                var (one, other) = (Key(depth + 1), Key(depth + 1));
                return (number, message, text) => one(number, message, text) || other(number, message, text);
            case "ALL" or "UNANSWERED" or "UNDELETED" or "UNDRAFT" or "UNFLAGGED" or "UNSEEN" or "OLD":
                return (_, _, _) => true;
            case "ANSWERED" or "DELETED" or "DRAFT" or "FLAGGED" or "SEEN" or "NEW" or "RECENT":
                return (_, _, _) => false;
            case "FROM" or "TO" or "CC" or "BCC" or "SUBJECT":
                return Field(key, Argument());
            case "HEADER":
                return Field(Argument(), Argument());
            case "BODY":
                string inBody = Argument();
                return (_, _, text) => Holds(text.Body, inBody);
            case "TEXT":
                string anywhere = Argument();
                return (_, _, text) => Holds(text.Content, anywhere);
            case "LARGER":
                long larger = Number();
                return (_, _, text) => text.Content.Length > larger;
            case "SMALLER":
                long smaller = Number();
                return (_, _, text) => text.Content.Length < smaller;
            case "BEFORE" or "ON" or "SINCE" or "SENTBEFORE" or "SENTON" or "SENTSINCE":
                return Dated(key, Day());
            case "UID":
                var uids = _set(Argument(), true) ?? throw new FormatException();
                return (_, message, _) => uids.Contains(message.Uid);
            default:
                var numbers = _set(key, false) ?? throw new FormatException();
                return (number, _, _) => numbers.Contains(number);
        }
    }

    private static Test Field(string name, string value) => (_, _, text) => text.Field(name) is { } field && Holds(Encoding.Latin1.GetBytes(field), value);

    // Capital letters or not, in UTF-8.
    private static bool Holds(ReadOnlySpan<byte> octets, string value) => Encoding.UTF8.GetString(octets).Contains(value, StringComparison.OrdinalIgnoreCase);

    private static Test Dated(string key, DateTime day) => (_, message, text) =>
    {
        DateTime? date = !key.StartsWith("SENT", StringComparison.Ordinal) ? message.ReceivedAt.Date
            : DateTimeOffset.TryParse(text.Field("Date"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var sent) ? sent.Date
            : null;
        return key.EndsWith("BEFORE", StringComparison.Ordinal) ? date < day : key.EndsWith("ON", StringComparison.Ordinal) ? date == day : date >= day;
    };

    private string Token() => _next < _tokens.Count ? _tokens[_next++] : throw new FormatException();

    private string Argument()
    {
        string token = Token();
        return token is "(" or ")" ? throw new FormatException() : token.StartsWith('"') ? token[1..] : token;
    }

    private long Number() => long.TryParse(Argument(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : throw new FormatException();

    private DateTime Day() =>
        DateTime.TryParseExact(Argument(), ["d-MMM-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new FormatException();

    // Words, parentheses and texts; a text has a quote before it and none after it.
    private static List<string>? Tokens(string text)
    {
        var tokens = new List<string>();
        for (int index = 0; index < text.Length;)
        {
            if (text[index] == ' ')
                index++;
            else if (text[index] is '(' or ')')
                tokens.Add(text[index++].ToString());
            else if (text[index] == '"')
            {
                if (Quoted(text, ref index) is not { } quoted)
                    return null;
                tokens.Add(quoted);
            }
            else
            {
                int end = text.AsSpan(index).IndexOfAny(" ()") is >= 0 and var length ? index + length : text.Length;
                tokens.Add(text[index..end]);
                index = end;
            }
        }

        return tokens;
    }

    private static string? Quoted(string text, ref int index)
    {
        var quoted = new StringBuilder("\"");
        for (index++; index < text.Length; index++)
        {
            if (text[index] == '"')
            {
                index++;
                return quoted.ToString();
            }

            if (text[index] == '\\' && index + 1 < text.Length)
                index++;
            quoted.Append(text[index]);
        }

        return null;
    }
}
