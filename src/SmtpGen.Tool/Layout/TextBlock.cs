namespace SmtpGen.Tool.Layout;

/// <summary>Writes paragraphs folded to a width.</summary>
/// <param name="output">Where to.</param>
/// <param name="width">Columns of a line.</param>
internal sealed class TextBlock(TextWriter output, int width)
{
    private const int LeastText = 10;

    /// <summary>Writes a paragraph; its lines after the first are indented further, so that each begins one at sight.</summary>
    /// <param name="text">The paragraph.</param>
    /// <param name="indent">Columns before its first line.</param>
    public void Write(string text, int indent = 0)
    {
        string margin = new(' ', indent);
        int hanging = indent + 2;
        int room = Math.Max(LeastText, width - hanging);
        bool isFirst = true;
        // The first line could be wider by the two columns: one width for all keeps the rule simple.
        foreach (string line in TextFold.Lines(Printable.Line(text), room))
        {
            output.WriteLine((isFirst ? margin : margin + "  ") + line);
            isFirst = false;
        }
    }

    /// <summary>Writes an empty line.</summary>
    public void Skip() => output.WriteLine();
}
