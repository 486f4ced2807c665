using System.Text;

namespace Samples;

/// <summary>The envelope of a message: what its header says of it, in ten fields (RFC 3501 section 7.4.2).</summary>
public static class EnvelopeText
{
    public static string Of(MessageText message)
    {
        string from = Addresses(message.Field("From"));
        string Or(string name) => Addresses(message.Field(name)) is var said && said == "NIL" ? from : said;
        string[] fields =
        [
            ImapText.String(message.Field("Date")), ImapText.String(message.Field("Subject")), from, Or("Sender"), Or("Reply-To"),
            Addresses(message.Field("To")), Addresses(message.Field("Cc")), Addresses(message.Field("Bcc")),
            ImapText.String(message.Field("In-Reply-To")), ImapText.String(message.Field("Message-ID")),
        ];
        return $"({string.Join(' ', fields)})";
    }

    private static string Addresses(string? field)
    {
        if (field is null)
            return "NIL";
        var addresses = Split(field).Select(Address).Where(address => address.Length > 0).ToList();
        return addresses.Count == 0 ? "NIL" : $"({string.Concat(addresses)})";
    }

    // A name, the source route, the local part and the domain.
    private static string Address(string text)
    {
        int open = text.LastIndexOf('<');
        int close = open < 0 ? -1 : text.IndexOf('>', open);
        string address = (close < 0 ? text : text[(open + 1)..close]).Trim();
        string? name = close < 0 ? null : Unquoted(text[..open].Trim());
        int at = address.LastIndexOf('@');
        return at < 0 ? "" : $"({ImapText.String(name is "" ? null : name)} NIL {ImapText.String(address[..at])} {ImapText.String(address[(at + 1)..])})";
    }

    private static string Unquoted(string name) =>
        name.Length > 1 && name[0] == '"' && name[^1] == '"' ? name[1..^1].Replace("\\\"", "\"").Replace("\\\\", "\\") : name;

    // At commas that are neither in quotes nor in brackets.
    private static IEnumerable<string> Split(string field)
    {
        var part = new StringBuilder();
        bool isQuoted = false, isEscaped = false, isInBrackets = false;
        foreach (char character in field)
        {
            if (character == ',' && !isQuoted && !isInBrackets)
            {
                yield return part.ToString();
                part.Clear();
                continue;
            }

            part.Append(character);
            isQuoted ^= character == '"' && !isEscaped;
            isInBrackets = !isQuoted && (character == '<' || (isInBrackets && character != '>'));
            isEscaped = character == '\\' && !isEscaped;
        }

        yield return part.ToString();
    }
}
