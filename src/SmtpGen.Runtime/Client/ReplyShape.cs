using System.Text;

namespace SmtpGen.Runtime.Client;

/// <summary>What a reply looks like to who reads it, made of what a server writes.</summary>
internal sealed class ReplyShape
{
    private static readonly LiteralPart s_lineEnd = new("\r\n"u8);

    /// <summary>The shape of a reply.</summary>
    public ReplyShape(ServerTable table, int number)
    {
        var reply = table.Replies[number];
        Number = number;
        Code = reply.Code;
        Status = Opening(table, reply);
        Lines = [.. TextLines(table, reply)];
        IsDotted = table.HasStatuses && !table.HasPlainLines && Lines.Length > 1;
    }

    /// <summary>Number of the reply.</summary>
    public int Number { get; }

    /// <summary>Its code, or that of its status.</summary>
    public int Code { get; }

    /// <summary>What it begins with in the place of a code, and the space after it; nothing where it is its text alone.</summary>
    public ReplyPart[] Status { get; }

    /// <summary>The texts of its lines. Where one says how long a value is, the line after it is part of it.</summary>
    public ReplyPart[][] Lines { get; }

    /// <summary>Whether a line of one dot ends it.</summary>
    public bool IsDotted { get; }

    /// <summary>Its first line as it is read, status included.</summary>
    public IReadOnlyList<ReplyPart> FirstLine => field ??= WholeLine(0, out _);

    /// <summary>What its last line begins with, up to the first space after a fixed text; nothing where that may be anything.</summary>
    public ReplyPart[] LastBegin => field ??= Begin(Lines[^1]);

    /// <summary>A line as it is read: with the octets that it counts.</summary>
    /// <param name="line">Number of the first line.</param>
    /// <param name="last">Number of the last line of it.</param>
    public IReadOnlyList<ReplyPart> WholeLine(int line, out int last)
    {
        last = line;
        var parts = new List<ReplyPart>(line == 0 ? [.. Status, .. Lines[0]] : Lines[line]);
        while (last + 1 < Lines.Length && Lines[last].Any(part => part is ValuePart { Form: ReplyValueForm.Length }))
        {
            parts.Add(s_lineEnd);
            parts.AddRange(Lines[++last]);
        }

        return parts;
    }

    /// <summary>Number of the line after one, and after what that counts.</summary>
    public int LineAfter(int line)
    {
        if (line < Lines.Length)
            WholeLine(line, out line);
        return line + 1;
    }

    private static ReplyPart[] Opening(ServerTable table, ServerReply reply) =>
        !table.HasStatuses ? [] : reply.Opening.Length > 0 ? reply.Opening : reply.Prefix.Length > 0 ? [new LiteralPart(reply.Prefix)] : [];

    private static List<ReplyPart[]> TextLines(ServerTable table, ServerReply reply)
    {
        if (reply.Lines.Length > 0)
            return [.. reply.Lines];
        var lines = new List<ReplyPart[]>();
        string wire = Encoding.UTF8.GetString(reply.Wire);
        foreach (string line in wire.Split("\r\n")[..^1])
        {
            bool isFirst = lines.Count == 0;
            string prefix = Encoding.UTF8.GetString(reply.Prefix);
            string text = isFirst || (prefix.Length > 3 && prefix[3] == '-') ? line[Math.Min(prefix.Length, line.Length)..] : line;
            lines.Add([new LiteralPart(Encoding.UTF8.GetBytes(text))]);
        }

        if (table.HasStatuses && !table.HasPlainLines && lines.Count > 1)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    // The last line of a reply is known by its first word, such as OK or a tag and OK.
    private static ReplyPart[] Begin(ReplyPart[] line)
    {
        var parts = new List<ReplyPart>();
        foreach (var part in line.TakeWhile(part => part is LiteralPart or PrefixPart))
        {
            int blank = part is LiteralPart { Octets: { Length: > 1 } octets } ? octets.AsSpan(1).IndexOf((byte)' ') + 1 : 0;
            parts.Add(blank > 0 ? new LiteralPart(((LiteralPart)part).Octets.AsSpan(0, blank)) : part);
            if (blank > 0)
                break;
        }

        return [.. parts];
    }
}
