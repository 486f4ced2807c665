using System.Text;

namespace SmtpGen.Tool.Layout;

/// <summary>Folds text into lines.</summary>
internal static class TextFold
{
    // What begins no line in Japanese, and what ends none (JIS X 4051, the common ones).
    private const string Closing = "、。，．・：；？！）」』】〕〉》’”ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";
    private const string Opening = "（「『【〔〈《‘“";

    /// <summary>
    /// The lines of a paragraph. It breaks at spaces, and between the characters of scripts that have none; what is too long for a line
    /// is cut.
    /// </summary>
    /// <param name="text">The paragraph.</param>
    /// <param name="width">Columns of a line.</param>
    public static IEnumerable<string> Lines(string text, int width)
    {
        var line = new StringBuilder();
        int cells = 0;
        foreach (var (part, isSpaced) in Pieces(text).SelectMany(piece => Cut(piece, width)))
        {
            int gap = isSpaced && line.Length > 0 ? 1 : 0;
            int length = TextWidth.Cells(part);
            if (line.Length > 0 && cells + gap + length > width)
            {
                yield return line.ToString();
                line.Clear();
                (cells, gap) = (0, 0);
            }

            line.Append(' ', gap).Append(part);
            cells += gap + length;
        }

        if (line.Length > 0)
            yield return line.ToString();
    }

    // Words, and single wide characters with what may not stand apart from them.
    private static IEnumerable<Piece> Pieces(string text)
    {
        var piece = new StringBuilder();
        bool isSpaced = false;
        bool mayBreak = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is ' ' or '\n' or '\t')
            {
                if (piece.Length > 0)
                    yield return new Piece(piece.ToString(), isSpaced);
                piece.Clear();
                (isSpaced, mayBreak) = (true, false);
                continue;
            }

            string c = rune.ToString();
            bool isWide = TextWidth.Cells(rune) > 1;
            bool staysBehind = Closing.Contains(c, StringComparison.Ordinal) || TextWidth.Cells(rune) == 0;
            if (piece.Length > 0 && (mayBreak || isWide) && !staysBehind && !Opening.Contains(piece[^1], StringComparison.Ordinal))
            {
                yield return new Piece(piece.ToString(), isSpaced);
                piece.Clear();
                isSpaced = false;
            }

            piece.Append(c);
            mayBreak = isWide || (mayBreak && staysBehind);
        }

        if (piece.Length > 0)
            yield return new Piece(piece.ToString(), isSpaced);
    }

    private static IEnumerable<Piece> Cut(Piece piece, int width)
    {
        var part = new StringBuilder();
        bool isSpaced = piece.IsSpaced;
        int cells = 0;
        foreach (var rune in piece.Text.EnumerateRunes())
        {
            int length = TextWidth.Cells(rune);
            if (cells + length > width && part.Length > 0)
            {
                yield return new Piece(part.ToString(), isSpaced);
                part.Clear();
                (cells, isSpaced) = (0, false);
            }

            part.Append(rune.ToString());
            cells += length;
        }

        yield return new Piece(part.ToString(), isSpaced);
    }

    private sealed record Piece(string Text, bool IsSpaced);
}
