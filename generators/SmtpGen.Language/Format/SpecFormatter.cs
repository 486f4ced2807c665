using System.Text;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Format;

/// <summary>Writes a specification or a translation in the canonical layout. Nothing but blanks, line ends and separators changes.</summary>
internal static class SpecFormatter
{
    private const int Indentation = 4;

    /// <summary>The text in its canonical layout, with the line ends that it has; null where the file cannot be parsed.</summary>
    public static string? Format(SpecFile file)
    {
        if (file.Layout is null || file.Diagnostics.Count > 0)
            return null;
        var lines = LineBreaker.Break(PieceReader.Read(file));
        Columns.Align(lines);
        return Write(lines, LineEnd(file.Source.Text));
    }

    // The first one says how the others are.
    private static string LineEnd(string text)
    {
        int at = text.IndexOf('\n');
        return at > 0 && text[at - 1] == '\r' ? "\r\n" : "\n";
    }

    private static string Write(List<Line> lines, string lineEnd)
    {
        var text = new StringBuilder();
        var columns = new Dictionary<Line, int>();
        foreach (var line in lines)
        {
            if (line.IsAfterBlank)
                text.Append(lineEnd);
            int column = columns[line] = Column(line, columns);
            text.Append(' ', column).Append(line.Comment ?? line.Text);
            if (line.LastComment is not null)
                text.Append(' ').Append(line.LastComment);
            text.Append(lineEnd);
        }

        return text.ToString();
    }

    private static int Column(Line line, Dictionary<Line, int> columns) => line.Continues switch
    {
        null => line.Block.Depth * Indentation,
        { Column: { } column, Item: var item } => columns[item] + column,
        { Anchor: { } anchor, Index: var index } => columns[anchor] + anchor.ColumnOf(index),
        { Item: var item } => columns[item] + (2 * Indentation),
    };
}
