using System.Globalization;
using System.Text;

namespace SmtpGen.Reference.Drawing;

/// <summary>An SVG document while it is written: elements with their attributes, one a line.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = [];

    /// <summary>Begins an element that holds others.</summary>
    public SvgText Open(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Begin(name, attributes).Append(">\n");
        _open.Push(name);
        return this;
    }

    /// <summary>Ends the element that was begun last.</summary>
    public SvgText Close()
    {
        string name = _open.Pop();
        Indented().Append($"</{name}>\n");
        return this;
    }

    /// <summary>Writes an element without content.</summary>
    public SvgText Empty(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Begin(name, attributes).Append("/>\n");
        return this;
    }

    /// <summary>Writes an element that holds text.</summary>
    public SvgText Text(string name, string content, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Begin(name, attributes).Append($">{Escape(content)}</{name}>\n");
        return this;
    }

    /// <summary>Begins the document.</summary>
    /// <param name="kind">The class of the drawing.</param>
    /// <param name="label">What it shows.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="style">The style that it brings along; null: that of the page.</param>
    /// <param name="hasLinks">Whether parts of it are links, which a screen reader does not find in an image.</param>
    public static SvgText Document(string kind, string label, double width, double height, string? style, bool hasLinks = false)
    {
        var svg = new SvgText();
        svg.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("class", kind), ("role", hasLinks ? "group" : "img"), ("aria-label", label),
            ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}")), ("width", width), ("height", height));
        return style is null ? svg : svg.Text("style", "\n" + style);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private StringBuilder Begin(string name, ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Indented().Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
                _text.Append(CultureInfo.InvariantCulture, $" {attribute}=\"{Escape(value is double number ? Number(number) : value.ToString()!)}\"");
        }

        return _text;
    }

    /// <summary>A number with at most two places after the point.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    private StringBuilder Indented() => _text.Append(' ', _open.Count * 2);

    // What XML cannot hold at all does not stand in names; it would make the whole drawing unreadable.
    private static string Escape(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\n' => "\n",
        < ' ' or 0xFFFE or 0xFFFF => "\uFFFD",
        _ => rune.ToString(),
    }));
}
