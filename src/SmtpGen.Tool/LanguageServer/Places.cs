using SmtpGen.Language.Text;
using SmtpGen.Tool.LanguageServer.Messages;
using Range = SmtpGen.Tool.LanguageServer.Messages.Range;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>Turns offsets into lines and characters and back.</summary>
internal static class Places
{
    public static Position PositionOf(SourceText source, int offset)
    {
        var (line, column) = source.GetLinePosition(offset);
        return new Position(line - 1, column - 1);
    }

    public static Range RangeOf(SourceText source, TextSpan span) => new(PositionOf(source, span.Start), PositionOf(source, span.End));

    /// <summary>The offset of a place; one after the end of its line or of the text is that end.</summary>
    public static int OffsetOf(SourceText source, Position position)
    {
        int start = source.GetLineStart(position.Line + 1);
        return start + Math.Clamp(position.Character, 0, source.GetLine(position.Line + 1).Length);
    }

    /// <summary>The text after a change.</summary>
    public static string Change(string text, ContentChange change)
    {
        if (change.Range is not { } range)
            return change.Text;
        var source = new SourceText("", text);
        int start = OffsetOf(source, range.Start);
        int end = Math.Max(start, OffsetOf(source, range.End));
        return string.Concat(text.AsSpan(0, start), change.Text, text.AsSpan(end));
    }
}
