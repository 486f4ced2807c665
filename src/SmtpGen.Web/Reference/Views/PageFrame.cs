using SmtpGen.Web.Reference.Words;

namespace SmtpGen.Web.Reference.Views;

/// <summary>A text that may lead somewhere.</summary>
/// <param name="Text">What is read.</param>
/// <param name="Href">Where it leads; null: nowhere.</param>
public sealed record Link(string Text, string? Href = null);

/// <summary>The same page in a language.</summary>
/// <param name="Locale">The language tag.</param>
/// <param name="Name">The name of the language in itself.</param>
/// <param name="Href">The page, or the first one of the language where it has no such page.</param>
/// <param name="IsSame">Whether it is the same page.</param>
internal sealed record LanguageLink(string Locale, string Name, string Href, bool IsSame);

/// <summary>What stands around the content of a page.</summary>
/// <param name="Words">The words of its language.</param>
/// <param name="Title">The title, which no other page has.</param>
/// <param name="Description">What a search engine shows.</param>
/// <param name="Root">The way from the page to the root of the site: <c>../../</c>.</param>
/// <param name="Languages">The page in all languages.</param>
/// <param name="Canonical">The address of the page, where it is known.</param>
/// <param name="Crumbs">The pages above, and the page itself.</param>
/// <param name="Bar">The links of the bar at the top; none in a static site.</param>
internal sealed record PageFrame(
    PageWords Words,
    string Title,
    string Description,
    string Root,
    IReadOnlyList<LanguageLink> Languages,
    string? Canonical,
    IReadOnlyList<Link> Crumbs,
    IReadOnlyList<Link> Bar)
{
    private const int MaxDescription = 300;

    /// <summary>A text without line ends, cut where it gets too long for where it stands.</summary>
    public static string Cut(string text, int length = MaxDescription)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= length)
            return line;
        int end = char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1;
        return line[..end].TrimEnd() + "…";
    }
}

/// <summary>A page: what stands around it, and what stands in it.</summary>
internal sealed record Page<T>(PageFrame Frame, T Content)
{
    /// <summary>The words of its language.</summary>
    public PageWords Words => Frame.Words;
}

/// <summary>
/// What a slice is given. The types that are generated for slices are public, while what they show is not: it goes through here.
/// </summary>
public sealed class SliceModel
{
    private readonly object _value;

    internal SliceModel(object value) => _value = value;

    internal T As<T>() => (T)_value;
}
