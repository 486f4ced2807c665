using SmtpGen.Language.Binding;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Fixes;

/// <summary>A reply that nothing gives, together with its translations.</summary>
internal static class RemoveReply
{
    /// <summary>The fix of an unused reply; null where another protocol of the project names it.</summary>
    public static SpecFix? Fix(FileSet files, string reply)
    {
        var edits = new List<TextEdit>();
        foreach (var use in files.Words.Of(reply))
        {
            bool isDeclared = use.Last.IsWord("reply") && !use.BeforeLast.IsWord("change") && !use.BeforeLast.IsWord("remove");
            // What an assembly holds already is not to be edited.
            if (use.File.CompiledInto is not null || !isDeclared || Read(use.File.Source, use.Last, use.Word) is not { } end)
                return null;
            edits.Add(new TextEdit(use.File.Source.Path, WholeLines(use.File.Source.Text, use.Last.Span.Start, end), ""));
        }

        return new SpecFix($"Remove the reply '{reply}'", edits.ToEquatableArray());
    }

    // After its name a reply has parameters or a code, a translation a block or nothing.
    private static int? Read(SourceText source, Token keyword, Token name)
    {
        var tokens = new TokenReader(source) { Offset = name.Span.End };
        bool isTranslation = tokens.At("{") || tokens.Current.Kind == TokenKind.End
            || tokens.AtWord("reply") || tokens.AtWord("class") || tokens.AtWord("help");
        var parser = new ReplyParser(tokens);
        try
        {
            if (isTranslation)
                return parser.HelpBlock() == HelpBlock.None ? name.Span.End : tokens.LastEnd;

            tokens.Offset = keyword.Span.Start;
            parser.Reply(tokens.Take());
            return tokens.LastEnd;
        }
        catch (SyntaxErrorException)
        {
            return null;
        }
    }

    // What stands alone on its lines goes with them, and with the comment that belongs to it.
    private static TextSpan WholeLines(string text, int start, int end)
    {
        int lineStart = BeginningOfLine(text, start);
        int lineEnd = text.IndexOf('\n', end) is >= 0 and var feed ? feed + 1 : text.Length;
        string before = text.Substring(lineStart, start - lineStart);
        string behind = text.Substring(end, lineEnd - end).Trim();
        if (before.Trim().Length > 0 || (behind.Length > 0 && !behind.StartsWith("//", StringComparison.Ordinal)))
            return TextSpan.FromBounds(start, end);

        while (lineStart > 0)
        {
            int previous = BeginningOfLine(text, lineStart - 1);
            if (!text.Substring(previous, lineStart - previous).TrimStart().StartsWith("///", StringComparison.Ordinal))
                break;
            lineStart = previous;
        }

        return TextSpan.FromBounds(lineStart, lineEnd);
    }

    private static int BeginningOfLine(string text, int offset)
    {
        while (offset > 0 && text[offset - 1] != '\n')
            offset--;
        return offset;
    }
}
