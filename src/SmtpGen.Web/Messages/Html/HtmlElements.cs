using System.Collections.Frozen;

namespace SmtpGen.Web.Messages;

/// <summary>What is special about elements of HTML.</summary>
internal static class HtmlElements
{
    /// <summary>Elements that have no content.</summary>
    public static FrozenSet<string> Void { get; } = FrozenSet.ToFrozenSet(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "bgsound", "frame", "keygen"]);

    /// <summary>Formatting, which a parser opens again in the next paragraph when it was left open.</summary>
    public static FrozenSet<string> Formats { get; } = FrozenSet.ToFrozenSet(
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]);

    /// <summary>Elements that are left out with what is in them.</summary>
    public static FrozenSet<string> Skipped { get; } = FrozenSet.ToFrozenSet(
        ["script", "iframe", "noembed", "noframes", "xmp", "plaintext", "textarea", "title", "svg", "math", "template"]);

    /// <summary>
    /// How far out an element is whose end tag may be left out; 0 for all others. Its start ends those that are not farther out.
    /// </summary>
    public static int Rank(string name) => name switch
    {
        "tbody" or "thead" or "tfoot" => 1,
        "tr" => 2,
        "td" or "th" or "li" or "dd" or "dt" or "option" => 3,
        "p" => 4,
        _ => 0,
    };

    /// <summary>Whether it is a cell of a table.</summary>
    public static bool IsCell(string name) => name is "td" or "th" or "caption";

    /// <summary>Whether it is a part of a table.</summary>
    public static bool IsOfTable(string name) => name is "table" or "tbody" or "thead" or "tfoot" or "tr" or "td" or "th" or "caption";
}
