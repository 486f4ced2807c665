using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Format;

/// <summary>Puts what belongs together below each other. What is much longer than the rest stands out of its column.</summary>
internal static class Columns
{
    // `too many connections` is the longest input of `otherwise`, whose rows keep their column however few there are. Inputs
    // and names of replies that are longer than it stand out.
    private const int MaxCell = 21;
    private const int MaxReply = 31;

    // The longest of the words before the texts of an explanation.
    private static readonly int s_textColumn = "meaning".Length;

    /// <summary>Sets the blanks of lines.</summary>
    public static void Align(IReadOnlyList<Line> lines)
    {
        foreach (var line in lines.Where(line => line.Pieces.Count > 1 && line.Pieces[0].Item == ItemKind.Text))
            line.Blanks[1] = s_textColumn - line.Pieces[0].Text.Length;
        foreach (var run in Runs(lines))
        {
            if (run[0].Block.Owner == "bounds")
                AlignAt(run, line => line.Pieces.Count > 1 ? 1 : 0, MaxCell);
            else if (run[0].Block.IsTable)
                AlignRows(run);
            foreach (var beside in Neighbours(run, IsStates))
                AlignAt(beside, line => line.Pieces.FindIndex(piece => piece.Is("=>")), MaxCell);
            foreach (var beside in Neighbours(run, line => line.Pieces[0].IsWord("reply") && Code(line) > 0))
                AlignAt(beside, Code, MaxReply);
        }
    }

    // The lines of a block between two empty lines; comments do not part them.
    private static IEnumerable<List<Line>> Runs(IReadOnlyList<Line> lines)
    {
        foreach (var block in lines.GroupBy(line => line.Block, ReferenceComparer.Instance))
        {
            var run = new List<Line>();
            foreach (var line in block)
            {
                if (line.IsAfterBlank && run.Count > 0)
                {
                    yield return run;
                    run = [];
                }

                run.Add(line);
            }

            yield return run;
        }
    }

    // Lines of one kind with nothing between them.
    private static IEnumerable<List<Line>> Neighbours(List<Line> run, Func<Line, bool> isOne)
    {
        var found = new List<Line>();
        foreach (var line in run)
        {
            if (line.Pieces.Count > 0 && line.Continues is null && isOne(line))
            {
                found.Add(line);
            }
            else
            {
                yield return found;
                found = [];
            }
        }

        yield return found;
    }

    private static bool IsStates(Line line) => line.Pieces[0].IsWord("from") || line.Pieces[0].IsWord("in");

    private static int Code(Line line)
    {
        int code = line.Pieces.Count > 2 && line.Pieces[2].Is("(") ? line.Pieces.FindIndex(piece => piece.Is(")")) + 1 : 2;
        return line.Pieces.Exists(piece => piece.Is("{")) || code >= line.Pieces.Count || line.Pieces[code].IsWord("silent") ? -1 : code;
    }

    private static void AlignAt(List<Line> lines, Func<Line, int> indexOf, int max)
    {
        var cells = lines.Select(line => (Line: line, Index: indexOf(line))).Where(cell => cell.Index > 0)
            .Select(cell => (cell.Line, cell.Index, Width: cell.Line.ColumnOf(cell.Index))).Where(cell => cell.Width <= max).ToList();
        foreach (var (line, index, width) in cells)
            line.Blanks[index] = cells.Max(cell => cell.Width) - width;
    }

    private static void AlignRows(List<Line> run)
    {
        var rows = run.Where(IsOfRow).Select(line => new Row(line)).Where(row => row.Arrow >= 0).ToList();
        int column = rows.Where(row => row.HasHead).Select(row => row.Arrow).DefaultIfEmpty(0).Max();
        if (column > 0 && run[0].Block.Owner == "otherwise")
            column = MaxCell;
        foreach (var row in rows.Where(row => row.HasHead))
            row.Line.Blanks[row.ArrowIndex] = column - row.Arrow;
        foreach (var row in rows.Where(row => row.Line.Continues is not null && row.ArrowIndex == 0 && column > 0))
            row.Line.Continues!.Column = column;

        var answers = rows.Where(row => row.HasAnswer && row.StandsAt(column)).ToList();
        int width = answers.Select(row => row.Answer).DefaultIfEmpty(0).Max();
        foreach (var row in answers)
            row.Line.Blanks[row.TargetIndex] = width - row.Answer;
        // What is not answered leads below the others.
        foreach (var row in rows.Where(row => row.IsSilent && row.HasHead))
            row.Line.Blanks[row.ArrowIndex] += width;
    }

    // A block in one line has rows too, which stand in the line of a member.
    private static bool IsOfRow(Line line) =>
        line.Pieces.Count > 0 && (line.Continues is { } continues ? continues.Item : line).Pieces[0].Item is ItemKind.Row;

    /// <summary>A row of a table: what happens, the reply to it, and where that leads.</summary>
    private sealed class Row
    {
        public Row(Line line)
        {
            Line = line;
            ArrowIndex = line.Pieces.FindIndex(piece => piece.Is("=>") || piece.Is("->"));
            TargetIndex = line.Pieces.FindIndex(piece => piece.Is("->"));
            Arrow = ArrowIndex < 0 ? -1 : line.ColumnOf(ArrowIndex);
            Answer = TargetIndex < 0 ? 0 : line.ColumnOf(TargetIndex) - Arrow;
        }

        public Line Line { get; }

        public int ArrowIndex { get; }

        public int TargetIndex { get; }

        public int Arrow { get; }

        public int Answer { get; }

        public bool IsSilent => ArrowIndex == TargetIndex;

        public bool HasHead => Line.Continues is null && Arrow is > 0 and <= MaxCell;

        // One reply and nothing else.
        public bool HasAnswer => !IsSilent && TargetIndex == ArrowIndex + 2 && Answer <= MaxCell + "=> ".Length;

        public bool StandsAt(int column) => HasHead || (ArrowIndex == 0 && (column == 0 || Line.Continues is not null));
    }

    private sealed class ReferenceComparer : IEqualityComparer<Block>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(Block? x, Block? y) => ReferenceEquals(x, y);

        public int GetHashCode(Block obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
