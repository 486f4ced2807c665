using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Dialogs;

/// <summary>Cuts out of a dialog what is needed to understand one reply of it.</summary>
internal static class ConversationCut
{
    private const int MostExchanges = 3;
    private const int MostLinesAfter = 5;
    private const int MostLinesOfOther = 3;
    private const int LongLine = 100;

    /// <summary>The part that ends with a line, and where the line asks for more, with what follows.</summary>
    public static Conversation Of(ProtocolModel protocol, DialogFile dialog, IReadOnlyList<Exchange> exchanges, int marked, bool asksForMore)
    {
        var lines = dialog.Lines;
        int last = Enumerable.Range(0, exchanges.Count).First(exchange => marked < exchanges[exchange].End);
        int first = First(protocol, lines, exchanges, last);
        int end = exchanges[last].End;
        if (asksForMore && last + 1 < exchanges.Count && exchanges[last + 1].End - end <= MostLinesAfter)
            end = exchanges[last + 1].End;
        var kept = new List<ConversationLine>();
        for (int exchange = first; exchange < exchanges.Count && exchanges[exchange].Start < end; exchange++)
            kept.AddRange(Folded(lines, exchanges[exchange], marked));
        return new Conversation(exchanges[first].Start > 0, kept);
    }

    /// <summary>How good an example a part is, less being better: short, from the beginning, and of plain lines.</summary>
    public static int Cost(ProtocolModel protocol, DialogFile dialog, Conversation part, int marked)
    {
        // What every session has is better known than what an extension brings.
        bool isSpecial = protocol.Commands.Any(command => command.Extension >= 0 && part.Lines.Any(line => Exchange.Begins(line.Line, command.Verb)));
        int odd = part.Lines.Count(line => line.Line.Kind == DialogLineKind.Client && (line.Line.Text.Contains('\\', StringComparison.Ordinal) || line.Line.Text.Length > LongLine));
        // What asks for more is best shown with what follows.
        bool isOpen = part.Lines[^1] is { IsMarked: true, Line.Text: ['3', _, _, ..] };
        return (4 * part.Lines.Count) + marked + (20 * odd) + (5 * dialog.Settings) + (isOpen ? 40 : 0) + (isSpecial ? 10 : 0);
    }

    // Greetings and logins are left out where more than one exchange comes after them.
    private static int First(ProtocolModel protocol, IReadOnlyList<DialogLine> lines, IReadOnlyList<Exchange> exchanges, int last)
    {
        int first = Math.Max(0, last - MostExchanges + 1);
        for (int exchange = first; exchange + 1 < last; exchange++)
        {
            if (exchanges[exchange].Opens(protocol, lines))
                first = exchange + 1;
        }

        // A banner says nothing beside two exchanges.
        return first == 0 && last > 1 ? 1 : first;
    }

    // Of long answers that are not the point, such as a list of extensions, the beginning is enough.
    private static IEnumerable<ConversationLine> Folded(IReadOnlyList<DialogLine> lines, Exchange exchange, int marked)
    {
        int others = 0;
        for (int i = exchange.Start; i < exchange.End; i++)
        {
            bool isOther = lines[i].Kind == DialogLineKind.Server && i < marked;
            others = isOther ? others + 1 : 0;
            if (others == MostLinesOfOther)
                yield return new ConversationLine(new DialogLine(DialogLineKind.Rest, ""), false);
            if (others < MostLinesOfOther)
                yield return new ConversationLine(lines[i], i == marked);
        }
    }
}
