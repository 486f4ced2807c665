using SmtpGen.Web.Reference.Views;
using SmtpGen.Web.Reference.Words;

namespace SmtpGen.Web.Reference;

/// <summary>Makes what stands around the content of pages.</summary>
/// <param name="map">The pages that there are.</param>
/// <param name="options">Where they are read.</param>
internal sealed class FrameMaker(SiteMap map, SiteOptions options)
{
    private const string HomePath = "index.html";

    /// <summary>Around a page of a protocol.</summary>
    /// <param name="page">The page.</param>
    /// <param name="path">Its path in the folder of the language.</param>
    /// <param name="title">Its title.</param>
    /// <param name="description">What a search engine shows.</param>
    /// <param name="crumbs">The pages above it, from that of the protocol, and itself.</param>
    public PageFrame Of(PageContext page, string path, string title, string description, IReadOnlyList<Link> crumbs) =>
        Make(page.Words, $"{page.Words.Locale}/{path}", title, description, [new Link(page.Words.Reference, page.To(HomePath)), .. crumbs]);

    /// <summary>Around the first page of a language, or of the site.</summary>
    public PageFrame Home(PageWords words, string path)
    {
        string title = path == HomePath ? string.Join(" / ", map.Languages.Select(language => language.Reference)) : words.Reference;
        return Make(words, path, map.Languages.Count == 1 && path == HomePath ? $"{title} ({words.LanguageName})" : title, words.ReferenceLead, [new Link(words.Reference)]);
    }

    /// <summary>Around the page that says that something is not there.</summary>
    public PageFrame Missing(PageWords words, string root) => new(
        words, words.Missing, words.Missing, root,
        [.. map.Languages.Select(language => new LanguageLink(language.Locale, language.LanguageName, $"{root}{language.Locale}/{HomePath}", IsSame: language == words))],
        null, [new Link(words.Reference, $"{root}{words.Locale}/{HomePath}"), new Link(words.Missing)], Bar(words));

    private PageFrame Make(PageWords words, string path, string title, string description, IReadOnlyList<Link> crumbs)
    {
        var alternates = map.Alternates(path).ToDictionary(alternate => alternate.Locale, alternate => alternate.Path);
        var languages = map.Languages.Select(language => alternates.TryGetValue(language.Locale, out string? same)
            ? new LanguageLink(language.Locale, language.LanguageName, PageContext.Relative(path, same), IsSame: true)
            : new LanguageLink(language.Locale, language.LanguageName, PageContext.Relative(path, $"{language.Locale}/{HomePath}"), IsSame: false));
        return new PageFrame(
            words,
            title,
            PageFrame.Cut(description),
            string.Concat(Enumerable.Repeat("../", path.Count(letter => letter == '/'))),
            [.. languages],
            options.BaseUrl is { } root ? new Uri(root, path).AbsoluteUri : null,
            crumbs,
            Bar(words));
    }

    private Link[] Bar(PageWords words) => options.IsLive
        ? [new(words.Inbox, "/"), new(words.Sessions, "/sessions"), new(words.Protocol, "/protocol"), new(words.TryIt, "/try")]
        : [];
}
