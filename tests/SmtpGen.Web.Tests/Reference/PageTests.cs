using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SmtpGen.Web.Reference.Words;

namespace SmtpGen.Web.Tests.Reference;

/// <summary>What holds for every page of the reference.</summary>
public sealed partial class PageTests
{
    private const string Documents = "https://www.rfc-editor.org/rfc/rfc";

    public static TheoryData<string> Sites => ["shipped", "samples"];

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task It_is_plain_HTML_with_one_heading_and_needs_no_script(string name)
    {
        var site = await WrittenSite.OfAsync(name);

        Assert.All(site.Pages, page =>
        {
            Assert.Equal(page.Key == "index.html" ? "en" : page.Key[..2], page.Value.DocumentElement.GetAttribute("lang"));
            Assert.Single(page.Value.QuerySelectorAll("h1"));
            Assert.Empty(page.Value.QuerySelectorAll("script, style, [style]"));
            Assert.DoesNotContain(page.Value.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)));
            string[] ids = [.. page.Value.QuerySelectorAll("[id]").Select(element => element.Id!)];
            Assert.Equal(ids.Distinct().Count(), ids.Length);
        });
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Every_link_leads_to_a_page_and_a_place_on_it(string name)
    {
        var site = await WrittenSite.OfAsync(name);
        var ids = site.Pages.ToDictionary(page => page.Key, page => page.Value.QuerySelectorAll("[id]").Select(element => element.Id!).ToHashSet());
        var broken = new List<string>();
        int links = 0;

        foreach (var (path, page) in site.Pages)
        {
            foreach (string href in page.QuerySelectorAll("[href]").Select(link => link.GetAttribute("href")!).Where(href => href != "data:,").Distinct())
            {
                links++;
                if (href.StartsWith(Documents, StringComparison.Ordinal))
                    continue;
                var target = new Uri(new Uri($"https://site.example/{path}"), href);
                string file = target.AbsolutePath[1..];
                string place = target.Fragment.TrimStart('#');
                if (target.Host != "site.example" || !site.Texts.ContainsKey(file) || (place.Length > 0 && !ids[file].Contains(place)))
                    broken.Add($"{path}: {href}");
            }
        }

        Assert.Empty(broken);
        Assert.InRange(links, 10 * site.Pages.Count, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Titles_are_unique_and_every_page_says_what_it_is_about(string name)
    {
        var site = await WrittenSite.OfAsync(name);

        Assert.Equal("", string.Join('\n', site.Pages.GroupBy(page => page.Value.Title).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(page => page.Key))}")));
        Assert.All(site.Pages, page => Assert.InRange(page.Value.QuerySelector("meta[name=description]")!.GetAttribute("content")!.Length, 5, 300));
    }

    [Fact]
    public async Task Every_page_of_a_language_names_the_same_page_of_the_other()
    {
        var site = await WrittenSite.OfAsync("shipped");

        Assert.All(site.Pages.Where(page => page.Key != "index.html"), page =>
        {
            var others = Alternates(page.Key, page.Value);
            Assert.Equal(["en", "ja", "x-default"], others.Keys.Order());
            Assert.Equal(page.Key, others[page.Key[..2]]);
            Assert.Equal(others["en"], others["x-default"]);
            Assert.All(others.Values, other => Assert.Equal(others, Alternates(other, site.Pages[other])));
        });
    }

    [Fact]
    public async Task English_pages_have_no_Japanese_and_Japanese_ones_no_English_words_of_ours()
    {
        var site = await WrittenSite.OfAsync("shipped");
        string[] english =
        [
            .. typeof(PageWords).GetProperties().Where(property => property.PropertyType == typeof(string) && property.Name is not nameof(PageWords.Locale) and not nameof(PageWords.LanguageName))
                .Select(property => (string)property.GetValue(PageWords.All[0])!).Select(word => word.ToUpperInvariant()),
        ];

        foreach (var (path, page) in site.Pages.Where(page => page.Key != "index.html"))
        {
            page.QuerySelector("nav.languages")!.Remove();
            if (path.StartsWith("en", StringComparison.Ordinal))
                Assert.DoesNotMatch(Japanese(), page.DocumentElement.TextContent);
            else
                Assert.DoesNotContain(page.QuerySelectorAll("h1, h2, h3, dt, th, p, figcaption, summary, nav a"), element => english.Contains(element.TextContent.Trim().ToUpperInvariant()) && element.TextContent.Trim().Length > 2);
            Assert.True(path.StartsWith("en", StringComparison.Ordinal) || page.QuerySelectorAll("dt, th").All(head => Japanese().IsMatch(head.TextContent)), path);
            Assert.True(path.StartsWith("en", StringComparison.Ordinal) || page.QuerySelectorAll("p.lead").All(lead => lead.TextContent.Length == 0 || Japanese().IsMatch(lead.TextContent)), path);
        }
    }

    private static Dictionary<string, string> Alternates(string path, IHtmlDocument page) =>
        page.QuerySelectorAll("link[rel=alternate]").ToDictionary(
            link => link.GetAttribute("hreflang")!,
            link => new Uri(new Uri($"https://site.example/{path}"), link.GetAttribute("href")).AbsolutePath[1..]);

    [GeneratedRegex(@"[\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]")]
    private static partial Regex Japanese();
}
