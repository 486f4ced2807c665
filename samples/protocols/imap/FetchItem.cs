using System.Buffers;
using System.Globalization;

namespace Samples;

/// <summary>Something that a client fetches of a message (RFC 3501 section 6.4.5).</summary>
/// <param name="Name">Its name in the answer, without a part that was asked for.</param>
/// <param name="Names">The header fields in its name.</param>
/// <param name="From">Where a part begins that was asked for; null: all.</param>
/// <param name="Length">How long it is at most.</param>
public sealed record FetchItem(string Name, IReadOnlyList<string> Names, int? From, int Length)
{
    private static readonly string[] s_fast = ["FLAGS", "INTERNALDATE", "RFC822.SIZE"];

    /// <summary>Reads the items, which the grammar has let through.</summary>
    public static IReadOnlyList<FetchItem> Parse(string items) => items.ToUpperInvariant() switch
    {
        "FAST" => [.. s_fast.Select(Plain)],
        // The structure, which FULL asks for too, is not told.
        "ALL" or "FULL" => [.. s_fast.Append("ENVELOPE").Select(Plain)],
        var named => [.. Split(named[0] == '(' ? named[1..^1] : named).Select(One)],
    };

    /// <summary>Whether it cannot be told without reading the message.</summary>
    public bool NeedsText => Name is not ("FLAGS" or "UID" or "INTERNALDATE");

    /// <summary>Writes it: its name and its value.</summary>
    public void Write(ArrayBufferWriter<byte> output, MailMessage message, MessageText? text)
    {
        output.Write(From is null ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}<{From}>"));
        output.Write(" ");
        switch (Name)
        {
            case "FLAGS":
                output.Write("()");
                break;
            case "UID":
                output.Write(message.Uid.ToString(CultureInfo.InvariantCulture));
                break;
            case "INTERNALDATE":
                output.Write(ImapText.Date(message.ReceivedAt));
                break;
            case "RFC822.SIZE":
                output.Write(text!.Content.Length.ToString(CultureInfo.InvariantCulture));
                break;
            case "ENVELOPE":
                output.Write(EnvelopeText.Of(text!));
                break;
            default:
                output.WriteLiteral(Part(Section(text!)));
                break;
        }
    }

    private ReadOnlySpan<byte> Section(MessageText text) => Name switch
    {
        "BODY[]" or "RFC822" => text.Content,
        "BODY[HEADER]" or "RFC822.HEADER" => text.Header,
        "BODY[TEXT]" or "RFC822.TEXT" => text.Body,
        _ => text.Fields(Names, isNot: Name.StartsWith("BODY[HEADER.FIELDS.NOT", StringComparison.Ordinal)),
    };

    private ReadOnlySpan<byte> Part(ReadOnlySpan<byte> section)
    {
        int from = Math.Min(From ?? 0, section.Length);
        return section.Slice(from, Math.Min(Length, section.Length - from));
    }

    private static FetchItem Plain(string name) => new(name, [], null, int.MaxValue);

    private static FetchItem One(string item)
    {
        int end = item.IndexOf(']');
        if (end < 0)
            return Plain(item);
        string name = item[..(end + 1)].Replace(".PEEK[", "[");
        int open = name.IndexOf('(');
        string[] names = open < 0 ? [] : name[(open + 1)..name.IndexOf(')')].Replace("\"", "").Split(' ');
        string[] part = item[(end + 1)..].Trim('<', '>').Split('.');
        return part.Length < 2 ? Plain(name) with { Names = names } : new(name, names, Number(part[0]), Number(part[1]));
    }

    private static int Number(string digits) => (int)Math.Min(ulong.Parse(digits, CultureInfo.InvariantCulture), int.MaxValue);

    // At blanks that are not in brackets.
    private static IEnumerable<string> Split(string items)
    {
        int start = 0;
        bool isInBrackets = false;
        for (int index = 0; index < items.Length; index++)
        {
            isInBrackets = items[index] == '[' || (isInBrackets && items[index] != ']');
            if (items[index] != ' ' || isInBrackets)
                continue;
            yield return items[start..index];
            start = index + 1;
        }

        yield return items[start..];
    }
}
