using System.Text;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>Cuts a specification into tokens. Comments begin with <c>//</c>, doc comments with <c>///</c>.</summary>
internal sealed class Lexer(SourceText source)
{
    private static readonly string[] s_symbols = ["=>", "->", "..", "{", "}", "(", ")", "[", "]", ",", ";", ":", "=", "*", "/"];

    private readonly string _text = source.Text;

    /// <summary>Where the next token is looked for.</summary>
    public int Offset { get; set; }

    public Token Next()
    {
        string doc = SkipTrivia();
        int start = Offset;
        if (start >= _text.Length)
            return new Token(TokenKind.End, "", new TextSpan(start, 0), doc);

        char c = _text[start];
        if (IsWordCharacter(c))
            return Word(doc);
        if (c == '"')
            return String(doc);
        if (c == '%')
            return Octet(doc);

        foreach (string symbol in s_symbols)
        {
            if (string.CompareOrdinal(_text, start, symbol, 0, symbol.Length) == 0)
                return Take(TokenKind.Symbol, symbol.Length, doc);
        }

        bool isPair = char.IsHighSurrogate(c) && start + 1 < _text.Length && char.IsLowSurrogate(_text[start + 1]);
        return Take(TokenKind.Bad, isPair ? 2 : 1, doc);
    }

    private static bool IsWordCharacter(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';

    private Token Take(TokenKind kind, int length, string doc)
    {
        var span = new TextSpan(Offset, length);
        Offset += length;
        return new Token(kind, _text.Substring(span.Start, length), span, doc);
    }

    private Token Word(string doc)
    {
        int end = Offset + 1;
        while (end < _text.Length)
        {
            // A hyphen or a dot belongs to a word only between two of its characters: `a->b` and `1..9` are three tokens.
            bool inner = _text[end] is '-' or '.' && end + 1 < _text.Length && IsWordCharacter(_text[end + 1]);
            if (!inner && !IsWordCharacter(_text[end]))
                break;
            end++;
        }

        return Take(TokenKind.Word, end - Offset, doc);
    }

    private Token Octet(string doc)
    {
        int end = Offset + 1;
        while (end < _text.Length && IsWordCharacter(_text[end]))
            end++;
        return Take(TokenKind.Octet, end - Offset, doc);
    }

    private Token String(string doc)
    {
        int start = Offset;
        var contents = new StringBuilder();
        for (int i = start + 1; i < _text.Length && _text[i] is not ('\n' or '\r'); i++)
        {
            if (_text[i] == '"')
            {
                Offset = i + 1;
                return new Token(TokenKind.String, contents.ToString(), new TextSpan(start, Offset - start), doc);
            }

            if (_text[i] == '\\' && i + 1 < _text.Length && _text[i + 1] is '"' or '\\')
                i++;
            contents.Append(_text[i]);
        }

        Offset = start + 1 + contents.Length;
        return new Token(TokenKind.Bad, "\"", new TextSpan(start, Offset - start), doc);
    }

    private string SkipTrivia()
    {
        var doc = new StringBuilder();
        while (Offset < _text.Length)
        {
            if (char.IsWhiteSpace(_text[Offset]))
            {
                Offset++;
            }
            else if (string.CompareOrdinal(_text, Offset, "//", 0, 2) == 0)
            {
                int end = _text.IndexOf('\n', Offset);
                if (end < 0)
                    end = _text.Length;
                string comment = _text.Substring(Offset, end - Offset).Trim();
                if (comment.StartsWith("///", StringComparison.Ordinal))
                    doc.Append(doc.Length > 0 ? " " : "").Append(comment.Substring(3).Trim());
                Offset = end;
            }
            else
            {
                break;
            }
        }

        return doc.ToString();
    }
}
