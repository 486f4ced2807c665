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
        foreach (var file in files.Files)
        {
            var tokens = new TokenReader(file.Source);
            Token beforeLast = default;
            Token last = default;
            for (Token token = tokens.Take(); token.Kind != TokenKind.End; (beforeLast, last, token) = (last, token, tokens.Take()))
            {
                if (!token.IsWord(reply))
                    continue;
                bool isDeclared = last.IsWord("reply") && !beforeLast.IsWord("change") && !beforeLast.IsWord("remove");
                // What an assembly holds already is not to be edited.
                if (file.CompiledInto is not null || !isDeclared || Read(tokens, last, token) is not { } end)
                    return null;
                edits.Add(new TextEdit(file.Source.Path, WholeLines(file.Source.Text, last.Span.Start, end), ""));
            }
        }

        return new SpecFix($"Remove the reply '{reply}'", edits.ToEquatableArray());
    }

    // Behind its name a reply has parameters or a code, a translation a block or nothing.
    private static int? Read(TokenReader tokens, Token keyword, Token name)
    {
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
