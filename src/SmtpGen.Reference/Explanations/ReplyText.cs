using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
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
        var matched = reply.Lines.Where(line => Pattern(line).IsMatch(text)).ToList();
        return matched.Count == 0 ? null : matched.Max(line => line.Sum(part => part.Kind == TextPartKind.Literal ? part.Text.Trim().Length : 0));
    }

    private static Regex Pattern(EquatableArray<TextPart> line)
    {
        var pattern = new StringBuilder("^");
        foreach (var part in line)
            pattern.Append(part.Kind == TextPartKind.Literal ? Regex.Escape(part.Text) : ".*");
        return new Regex(pattern.Append('$').ToString(), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
