using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Format;

/// <summary>Cuts a specification into pieces: its tokens, the words of its patterns, and the comments before each.</summary>
internal sealed class PieceReader
{
    private readonly SourceText _source;
    private readonly SpecLayout _layout;
    private readonly Lexer _lexer;
    private readonly List<Piece> _pieces = [];
    private int _end;

    private PieceReader(SpecFile file)
    {
        _source = file.Source;
        _layout = file.Layout!;
        _lexer = new Lexer(file.Source);
    }

    /// <summary>The pieces of a file that can be parsed; the last is its end, with the comments before it.</summary>
    public static List<Piece> Read(SpecFile file)
    {
        var reader = new PieceReader(file);
        foreach (var pattern in file.Layout!.Patterns.Where(pattern => pattern.Length > 0))
        {
            reader.ReadTokens(pattern.Start);
            reader.ReadPattern(pattern);
        }

        reader.ReadTokens(int.MaxValue);
        return reader._pieces;
    }

    private void ReadTokens(int end)
    {
        while (true)
        {
            _lexer.Offset = _end;
            var token = _lexer.Next();
            if (token.Span.Start >= end)
                return;
            Add(_source.GetText(token.Span), token.Kind, token.Span.Start, isGlued: IsGlued(token));
            _end = token.Span.End;
            if (token.Kind == TokenKind.End)
                return;
        }
    }

    private bool IsGlued(Token token) => token.Kind == TokenKind.Symbol && token.Text is "," or ";" or ":" or ")" or "]"
        || (_pieces.Count > 0 && (_pieces[_pieces.Count - 1].Is("(") || _pieces[_pieces.Count - 1].Is("[")));

    private void ReadPattern(TextSpan span)
    {
        string text = _source.GetText(span).TrimEnd();
        int from = 0;
        foreach (var word in PatternWords.Of(text))
        {
            Add(text.Substring(word.Span.Start, word.Span.Length), null, span.Start + word.Span.Start, from > 0 && word.IsGlued);
            _end = span.Start + word.Span.End;
            from++;
        }

        // A pattern is read up to what follows it.
        _end = span.Start + text.Length;
    }

    private void Add(string text, TokenKind? kind, int start, bool isGlued)
    {
        var gap = Gap.Of(_source.Text.Substring(_end, start - _end), isFirst: _end == 0);
        _pieces.Add(new Piece(text, kind)
        {
            Item = _layout.ItemAt(start),
            Offset = start,
            Comments = gap.Comments,
            StartsLine = gap.EndsLine,
            IsAfterBlank = gap.EndsBlank,
            IsGlued = isGlued,
        });
    }
}
