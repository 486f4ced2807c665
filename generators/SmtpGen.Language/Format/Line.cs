namespace SmtpGen.Language.Format;

/// <summary>A line of the canonical layout, before its columns are known.</summary>
internal sealed class Line(Block block)
{
    /// <summary>The block that it stands in.</summary>
    public Block Block { get; } = block;

    /// <summary>What stands in it; none where it is a comment.</summary>
    public List<Piece> Pieces { get; } = [];

    /// <summary>Further blanks before pieces, by their index.</summary>
    public Dictionary<int, int> Blanks { get; } = [];

    /// <summary>A comment that has the line for itself; null: the line has pieces.</summary>
    public string? Comment { get; init; }

    /// <summary>The comment at its end; null: there is none.</summary>
    public string? LastComment { get; set; }

    /// <summary>Whether an empty line stands before it.</summary>
    public bool IsAfterBlank { get; init; }

    /// <summary>Where it stands when it goes on with what an earlier line began; null: it begins something.</summary>
    public Continuation? Continues { get; init; }

    /// <summary>The column of a piece, counted from the beginning of the line's text.</summary>
    public int ColumnOf(int index) => TextBefore(index).Length;

    /// <summary>The pieces, with the blanks between them.</summary>
    public string Text => TextBefore(Pieces.Count);

    private string TextBefore(int index)
    {
        var text = new System.Text.StringBuilder();
        for (int i = 0; i <= index; i++)
        {
            if (i > 0 && i < Pieces.Count && !Pieces[i].IsGlued)
                text.Append(' ');
            if (Blanks.TryGetValue(i, out int blanks))
                text.Append(' ', blanks);
            if (i < index)
                text.Append(Pieces[i].Text);
        }

        return text.ToString();
    }
}

/// <summary>Where a line stands that goes on with what an earlier one began.</summary>
/// <param name="Item">The line that began it.</param>
/// <param name="Anchor">The line that holds the piece below which it stands; null: it is indented twice.</param>
/// <param name="Index">The index of that piece.</param>
internal sealed record Continuation(Line Item, Line? Anchor, int Index)
{
    /// <summary>Whether its arrow stands in the column of the others of its block; known when the columns are.</summary>
    public int? Column { get; set; }
}

/// <summary>A block in braces, or the file.</summary>
/// <param name="Depth">Number of blocks around its contents.</param>
/// <param name="Owner">The word that its member or row begins with; empty for the file.</param>
internal sealed record Block(int Depth, string Owner)
{
    /// <summary>Whether it stands in one line.</summary>
    public bool IsOneLine { get; init; }

    /// <summary>Whether what it holds may be separated by semicolons.</summary>
    public bool IsSeparable { get; init; }

    /// <summary>Whether it holds members, which may be set apart from its beginning by an empty line.</summary>
    public bool HasMembers { get; init; }

    /// <summary>Whether its rows are those of a table, whose arrows stand below each other.</summary>
    public bool IsTable => Owner != "command";
}
