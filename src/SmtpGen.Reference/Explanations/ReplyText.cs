using System.Globalization;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Reference.Explanations;

/// <summary>The text of replies, as people read it and as servers send it.</summary>
internal static class ReplyText
{
    /// <summary>A line with words in braces for what is filled in.</summary>
    public static string Of(ProtocolModel protocol, EquatableArray<TextPart> line, Wording words) => string.Concat(line.Select(part =>
        part.Kind == TextPartKind.Literal ? part.Text : $"{{{words.Slot(part, protocol.Words.FirstOrDefault(word => word.Name == part.Text)?.Doc ?? "")}}}"));

    /// <summary>What a reply begins with where replies have no codes; null where they have.</summary>
    public static string? Status(ProtocolModel protocol, ReplyModel reply) => protocol.Statuses is null ? null : reply.Status?.Text ?? "";

    /// <summary>The first line's beginning: code and enhanced code, or the status.</summary>
    public static string Prefix(ProtocolModel protocol, ReplyModel reply) => reply.IsSilent ? "" : Status(protocol, reply)
        ?? $"{reply.Code.ToString(CultureInfo.InvariantCulture)} {reply.EnhancedCode}".TrimEnd();

    /// <summary>How much of a text that a server sent is the reply's own; null where it is another's.</summary>
    public static int? Match(ReplyModel reply, string text)
    {
        int? most = null;
        foreach (var line in reply.Lines.Where(line => IsMatch(line, text)))
            most = Math.Max(most ?? 0, line.Sum(part => part.Kind == TextPartKind.Literal ? part.Text.Trim().Length : 0));
        return most;
    }

    // The literals stand in their order, in any case, and between them whatever fills the slots.
    private static bool IsMatch(EquatableArray<TextPart> line, string text)
    {
        bool afterSlot = false;
        int at = 0;
        for (int i = 0; i < line.Count; i++)
        {
            if (line[i].Kind != TextPartKind.Literal)
            {
                afterSlot = true;
                continue;
            }

            string literal = line[i].Text;
            bool isLast = i == line.Count - 1;
            int found = !afterSlot ? at : isLast ? Math.Max(at, text.Length - literal.Length) : text.IndexOf(literal, at, StringComparison.OrdinalIgnoreCase);
            if (found < 0 || string.Compare(text, found, literal, 0, literal.Length, StringComparison.OrdinalIgnoreCase) != 0 || found + literal.Length > text.Length)
                return false;
            at = found + literal.Length;
            afterSlot = false;
        }

        return afterSlot || at == text.Length;
    }
}
