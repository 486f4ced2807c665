using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>What a file must keep to before it is parsed: characters that every reader can show, and a depth that every reader can follow.</summary>
internal static class FileCheck
{
    /// <summary>Most blocks inside each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>The first violation; null: the file can be parsed.</summary>
    public static SpecDiagnostic? Find(SourceText source) => Character(source) ?? Depth(source);

    // Doc comments and texts go into generated code, where these end a line, or are not text at all.
    private static SpecDiagnostic? Character(SourceText source)
    {
        string text = source.Text;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
                i++;
            else if (IsForbidden(text[i]))
                return new SpecDiagnostic(SyntaxRules.UnexpectedToken, source, new TextSpan(i, 1), $"The character U+{(int)text[i]:X4} cannot stand in a specification; remove it.");
        }

        return null;
    }

    private static bool IsForbidden(char c) =>
        (char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f')) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF';

    private static SpecDiagnostic? Depth(SourceText source)
    {
        var lexer = new Lexer(source);
        int depth = 0;
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (token.Is("{") && ++depth > MaxDepth)
                return new SpecDiagnostic(SyntaxRules.UnexpectedToken, source, token.Span, $"Blocks stand inside each other more than {MaxDepth} deep here; nest fewer.");
            if (token.Is("}"))
                depth--;
        }

        return null;
    }
}
