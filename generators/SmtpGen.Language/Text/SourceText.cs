namespace SmtpGen.Language.Text;

/// <summary>A specification or grammar file as it was read. Two are equal when path and text are equal.</summary>
/// <param name="path">Where the text came from; shown in diagnostics, never opened.</param>
/// <param name="text">The whole text, with LF, CRLF or CR line ends.</param>
public sealed class SourceText(string path, string text) : IEquatable<SourceText>
{
    private int[]? _lineStarts;
    // 0: not known yet. Generators ask on several threads.
    private int _hash;

    /// <summary>Where the text came from.</summary>
    public string Path { get; } = path;

    /// <summary>The whole text.</summary>
    public string Text { get; } = text;

    /// <summary>Line and column, both counted from 1, of an offset; offsets past the end count as the end.</summary>
    public (int Line, int Column) GetLinePosition(int offset)
    {
        offset = Math.Min(Math.Max(offset, 0), Text.Length);
        int[] starts = LineStarts;
        int found = Array.BinarySearch(starts, offset);
        int index = found >= 0 ? found : ~found - 1;
        return (index + 1, offset - starts[index] + 1);
    }

    /// <summary>The text of a line without its line end; an empty string for a line that does not exist.</summary>
    /// <param name="line">Line number, counted from 1.</param>
    public string GetLine(int line)
    {
        int[] starts = LineStarts;
        if (line < 1 || line > starts.Length)
            return "";

        int end = line < starts.Length ? starts[line] : Text.Length;
        return Text.Substring(starts[line - 1], end - starts[line - 1]).TrimEnd('\r', '\n');
    }

    /// <summary>The offset of the first character of a line; the end of the text for a line that does not exist.</summary>
    /// <param name="line">Line number, counted from 1.</param>
    public int GetLineStart(int line) => line >= 1 && line <= LineStarts.Length ? LineStarts[line - 1] : Text.Length;

    /// <summary>The characters of a span; what lies past the end has none.</summary>
    public string GetText(TextSpan span)
    {
        int start = Math.Min(span.Start, Text.Length);
        return Text.Substring(start, Math.Min(span.Length, Text.Length - start));
    }

    /// <inheritdoc/>
    public bool Equals(SourceText? other) =>
        ReferenceEquals(this, other) || (other is not null && Path == other.Path && Text == other.Text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SourceText);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash != 0 ? _hash : _hash = (Path, Text).GetHashCode();

    private int[] LineStarts => _lineStarts ??= FindLineStarts(Text);

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (int i = 0; i < text.Length; i++)
        {
            bool ends = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));
            if (ends)
                starts.Add(i + 1);
        }

        return starts.ToArray();
    }
}
