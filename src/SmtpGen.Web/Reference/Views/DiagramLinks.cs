using System.Xml.Linq;

namespace SmtpGen.Web.Reference.Views;

/// <summary>Makes the states of a drawing links to what the page says of them.</summary>
internal static class DiagramLinks
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>The drawing with links.</summary>
    /// <param name="svg">The drawing.</param>
    /// <param name="href">Where a state leads.</param>
    public static string Add(string svg, Func<string, string> href)
    {
        var drawing = XElement.Parse(svg, LoadOptions.PreserveWhitespace);
        foreach (var state in drawing.Descendants(s_svg + "g").Where(part => part.Attribute("data-state") is not null).ToList())
            state.ReplaceWith(new XElement(s_svg + "a", new XAttribute("href", href(state.Attribute("data-state")!.Value)), new XElement(state)));
        // A screen reader does not find links in an image.
        drawing.SetAttributeValue("role", "group");
        return drawing.ToString(SaveOptions.DisableFormatting);
    }
}
