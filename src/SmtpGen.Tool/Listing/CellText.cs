using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace SmtpGen.Tool.Listing;

/// <summary>Text in the cells of a terminal, of which an ideograph takes two.</summary>
internal static class CellText
{
    private const string Ellipsis = "…";

    /// <summary>The text filled up to a width and, where it is to be cut, at most so wide.</summary>
    public static string Fit(string text, ColumnWidth width)
    {
        int cells = Width(text);
        if (cells > width.Columns && width.IsCut)
            (text, cells) = Cut(text, width.Columns);
        return cells < width.Columns ? text + new string(' ', width.Columns - cells) : text;
    }

    public static int Width(string text) => Ascii.IsValid(text) ? text.Length : new Segment(text).CellCount();

    private static (string Text, int Cells) Cut(string text, int columns)
    {
        var kept = new StringBuilder();
        int cells = 1;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            if (cells + Width(element) > columns)
                break;
            kept.Append(element);
            cells += Width(element);
        }

        return (kept.Append(Ellipsis).ToString(), cells);
    }
}
