using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace SmtpGen.Web.Messages;

/// <summary>The header of a message, field by field in its order. Every reader of it cuts a field before it decodes it.</summary>
internal sealed class MessageHeader
{
    private readonly List<(string Name, ReadOnlyMemory<byte> Raw)> _fields = [];

    /// <summary>Takes a header apart.</summary>
    /// <param name="octets">The beginning of a message.</param>
    public MessageHeader(ReadOnlyMemory<byte> octets)
    {
        var rest = octets[..Math.Min(octets.Length, MimeLimits.Header)];
        while (TakeField(ref rest) is { Length: > 0 } field)
        {
            int colon = field.Span.IndexOf((byte)':');
            if (colon <= 0 || field.Span[..colon].TrimEnd(" \t"u8).ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            {
                // The body has begun without the empty line, or the message comes from an mbox file ("From ").
                IsBroken = true;
                if (!field.Span.StartsWith("From "u8))
                    break;
                continue;
            }

            if (_fields.Count == MimeLimits.Fields)
            {
                IsCut = true;
                break;
            }

            IsCut |= field.Length > MimeLimits.Field;
            _fields.Add((Encoding.ASCII.GetString(field.Span[..colon]).TrimEnd(), field[(colon + 1)..Math.Min(field.Length, MimeLimits.Field)]));
        }
    }

    /// <summary>Whether fields, or parts of them, are left out.</summary>
    public bool IsCut { get; }

    /// <summary>Whether something in it is not a field.</summary>
    public bool IsBroken { get; }

    /// <summary>Whether it has octets beyond ASCII.</summary>
    public bool HasEightBit => _fields.Exists(line => line.Raw.Span.ContainsAnyInRange((byte)0x80, (byte)0xFF));

    /// <summary>The fields, for people.</summary>
    public IReadOnlyList<HeaderLine> Lines() => [.. _fields.Select(field => new HeaderLine(field.Name, Decode(field.Raw), Encoding.UTF8.GetString(field.Raw.Span).TrimEnd('\r', '\n')))];

    /// <summary>The decoded text of the first field with a name; null where there is none.</summary>
    public string? Text(string name) => Find(name) is [var first, ..] ? Decode(first) : null;

    /// <summary>The mailboxes of all fields with a name.</summary>
    public IReadOnlyList<MailName> Mailboxes(string name)
    {
        var found = new List<MailName>();
        foreach (var raw in Find(name))
        {
            if (InternetAddressList.TryParse(MimeLimits.Parser, raw.ToArray(), out var list))
                found.AddRange(list.Mailboxes.Select(mailbox => new MailName(Shown(mailbox.Name), mailbox.Address)));
            else if (Decode(raw) is { Length: > 0 } text)
                found.Add(new MailName(Shown(text), ""));
        }

        return found;
    }

    private List<ReadOnlyMemory<byte>> Find(string name)
        => [.. _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Raw)];

    private static string? Shown(string? name) => string.IsNullOrWhiteSpace(name) ? null : Unfold(name);

    private static string Decode(ReadOnlyMemory<byte> raw) => Unfold(Rfc2047.DecodeText(MimeLimits.Parser, raw.ToArray()));

    private static string Unfold(string text) => Header.Unfold(text).Trim().Replace('\0', '\uFFFD');

    private static ReadOnlyMemory<byte> TakeField(ref ReadOnlyMemory<byte> rest)
    {
        var octets = rest.Span;
        if (octets.StartsWith("\n"u8) || octets.StartsWith("\r\n"u8))
            return default;
        int end = 0;
        do
        {
            int line = octets[end..].IndexOf((byte)'\n');
            end = line < 0 ? octets.Length : end + line + 1;
        }
        while (end < octets.Length && octets[end] is (byte)' ' or (byte)'\t');
        var field = rest[..end];
        rest = rest[end..];
        return field;
    }
}
