using SmtpGen.Reference;
using SmtpGen.Reference.Comparisons;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Web.Tests.Reference;

/// <summary>Pages that compare two codes.</summary>
public sealed class PairTests
{
    [Theory]
    [InlineData("en", "Go on: send the message", "A known command arrived at a point where it is not allowed", "354 says go on")]
    [InlineData("ja", "続けてメッセージを送ってください", "コマンド自体は正しいものの", "354 は続行の合図です")]
    public async Task The_page_of_354_and_503_has_both_meanings_both_conversations_and_the_difference(string locale, string left, string right, string difference)
    {
        var page = (await WrittenSite.OfAsync("shipped")).Pages[$"{locale}/smtp/replies/354-vs-503.html"];
        var sides = page.QuerySelectorAll(".side");

        Assert.Equal(2, sides.Length);
        Assert.Contains(left, sides[0].TextContent, StringComparison.Ordinal);
        Assert.Contains(right, sides[1].TextContent, StringComparison.Ordinal);
        Assert.Contains(difference, page.QuerySelector("section.card")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("S354 ", sides[0].QuerySelector(".dialog .marked")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("S503 ", sides[1].QuerySelector(".dialog .marked")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("354-vs-503")]
    [InlineData("250-vs-251")]
    [InlineData("421-vs-451")]
    [InlineData("450-vs-550")]
    [InlineData("452-vs-552")]
    [InlineData("500-vs-502")]
    [InlineData("501-vs-555")]
    [InlineData("535-vs-530")]
    [InlineData("550-vs-554")]
    public async Task Codes_that_are_often_confused_have_a_page_with_a_written_difference_in_every_language(string pair)
    {
        var site = await WrittenSite.OfAsync("shipped");
        string[] codes = pair.Split("-vs-");
        var protocol = ShippedProtocols.WithoutGrammar()[0];

        Assert.Equal(["en", "ja"], ConfusedPair.Find(protocol, codes[0], codes[1])!.Texts.Keys.Order());
        Assert.Equal(["en/lmtp", "en/smtp", "ja/lmtp", "ja/smtp"], site.Pages.Keys.Where(path => path.EndsWith($"/replies/{pair}.html", StringComparison.Ordinal)).Select(path => path[..7]).Order());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Any_two_codes_are_told_apart_by_what_the_table_says(string locale)
    {
        foreach (var protocol in ShippedProtocols.WithoutGrammar())
        {
            var groups = ReplyGroup.Of(protocol);
            foreach (var (left, right) in groups.SelectMany(left => groups.Where(right => right != left).Select(right => (left, right))))
            {
                var comparison = ReplyComparison.Of(protocol, left, right, locale, group => $"<{group.Key}>");
                bool isWritten = ConfusedPair.Find(protocol, left.Key, right.Key) is not null;
                Assert.EndsWith(locale == "ja" ? "。" : ".", comparison.Difference, StringComparison.Ordinal);
                Assert.True(isWritten || (comparison.Expect.Contains($"<{left.Key}>", StringComparison.Ordinal) && comparison.Expect.Contains($"<{right.Key}>", StringComparison.Ordinal)), comparison.Expect);
            }
        }
    }

    [Fact]
    public void What_differs_in_class_and_ends_the_session_is_said()
    {
        var protocol = ShippedProtocols.WithoutGrammar()[0];
        var groups = ReplyGroup.Of(protocol).ToDictionary(group => group.Key);

        var comparison = ReplyComparison.Of(protocol, groups["221"], groups["334"], "en", group => group.Title);

        Assert.Equal(
            "221 says yes: the server has done what was asked. 334 says go on: the server waits for the rest of the input that belongs to the command. "
            + "221 ends the session; after 334 it can go on.",
            comparison.Difference);
        Assert.Equal("Expect 221 as an answer to QUIT, in any state. Expect 334 as an answer to AUTH, in Idle.", comparison.Expect);
    }
}
