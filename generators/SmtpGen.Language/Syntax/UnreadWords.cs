using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>Finds the words of what could not be read, of which each may be the name of something declared there.</summary>
internal static class UnreadWords
{
    /// <summary>The words and the contents of the strings in some parts of a file.</summary>
    public static IReadOnlyCollection<string> In(SourceText source, IEnumerable<TextSpan> parts)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            var lexer = new Lexer(source) { Offset = part.Start };
            for (var token = lexer.Next(); token.Kind != TokenKind.End && token.Span.Start < part.End; token = lexer.Next())
            {
                if (token.Kind is TokenKind.Word or TokenKind.String)
                    words.Add(token.Text);
            }
        }

        return words;
    }
}
