using System.Text;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>
/// Writes down what a file says, without what its parser never sees: comments, blanks and line ends between its words. The parser is a function of
/// the tokens and of the characters of patterns, so files with the same words are bound to the same, except for where their parts stand.
/// </summary>
internal static class SpecMeaning
{
    // Neither can stand in a specification.
    private const char TokenEnd = '\0';
    private const char PatternEnd = '\x1';
    private const char WholeText = '\x2';

    /// <summary>The words of a file. What was found in it depends on its lines, as does what a comment silences: such a file is written down as it is.</summary>
    public static string Of(SpecFile file)
    {
        if (file.Diagnostics.Count > 0 || file.Layout is not { } layout || file.Source.Text.IndexOf(Suppression.Allowance.Mark, StringComparison.Ordinal) >= 0)
            return WholeText + file.Source.Text;
        var words = new StringBuilder(file.Source.Text.Length);
        var lexer = new Lexer(file.Source);
        foreach (var pattern in layout.Patterns.Where(pattern => pattern.Length > 0))
        {
            Tokens(file.Source, lexer, pattern.Start, words);
            words.Append(file.Source.GetText(pattern).Trim()).Append(PatternEnd);
            lexer.Offset = pattern.End;
        }

        Tokens(file.Source, lexer, int.MaxValue, words);
        return words.ToString();
    }

    private static void Tokens(SourceText source, Lexer lexer, int end, StringBuilder words)
    {
        while (lexer.Next() is { Kind: not TokenKind.End } token && token.Span.Start < end)
            words.Append(token.Doc).Append(TokenEnd).Append(source.Text, token.Span.Start, token.Span.Length).Append(TokenEnd);
    }
}
