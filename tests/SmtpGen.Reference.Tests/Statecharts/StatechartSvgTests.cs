using System.Xml.Linq;
using SmtpGen.Reference.Statecharts;

namespace SmtpGen.Reference.Tests.Statecharts;

public sealed class StatechartSvgTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_script_finds_states_groups_edges_and_commands_by_their_names()
    {
        var svg = Write("Smtp", "en", isStandalone: false);

        Assert.Equal("Idle", (string?)Of(svg, "data-state", "Idle").Element(s_svg + "text"));
        Assert.Equal("group", (string?)Of(svg, "data-group", "Open").Attribute("class"));
        var mail = svg.Descendants(s_svg + "g").Single(g => (string?)g.Attribute("data-from") == "Idle" && (string?)g.Attribute("data-to") == "Sender");
        Assert.Equal("edge way", (string?)mail.Attribute("class"));
        Assert.Equal("250", (string?)Of(mail, "data-command", "MAIL").Attribute("data-codes"));
        var data = Of(svg, "data-lead", "354", "data-command", "DATA", "data-codes", "250");
        Assert.Equal("DATA 354 → 250", data.Value);
        Assert.Contains("550", ((string?)data.Attribute("data-refusals"))!.Split(','));
        Assert.Equal("250,252", (string?)Of(Of(svg, "data-group", "Open"), "data-command", "VRFY").Attribute("data-codes"));
    }

    [Fact]
    public void It_says_what_it_is_in_the_language_of_the_reader()
    {
        Assert.Equal("The states of Smtp", (string?)Write("Smtp", "en", isStandalone: false).Attribute("aria-label"));
        var japanese = Write("Smtp", "ja", isStandalone: false);
        Assert.Equal("Smtp の状態遷移図", (string?)japanese.Attribute("aria-label"));
        Assert.Contains(japanese.Descendants(s_svg + "text"), text => text.Value.StartsWith("拒否: ", StringComparison.Ordinal));
        Assert.Equal("img", (string?)japanese.Attribute("role"));
    }

    [Fact]
    public void Only_a_drawing_that_stands_alone_brings_its_style_along_and_none_has_styles_in_its_elements()
    {
        Assert.Contains("prefers-color-scheme: dark", Write("Smtp", "en", isStandalone: true).Element(s_svg + "style")!.Value);
        var embedded = Write("Smtp", "en", isStandalone: false);
        Assert.Empty(embedded.Descendants(s_svg + "style"));
        Assert.Empty(embedded.DescendantsAndSelf().Attributes("style"));
    }

    [Fact]
    public void Folded_refusals_are_told_one_by_one_to_who_points_at_them()
    {
        var sender = Of(Write("Smtp", "en", isStandalone: false), "data-state", "Sender");

        string[] told = sender.Descendants(s_svg + "title").Single().Value.Split('\n');
        Assert.Contains(told, line => line.StartsWith("RCPT ", StringComparison.Ordinal) && line.Contains("550"));
        int codes = told.Sum(line => line.Count(letter => letter == ',') + 1);
        Assert.Equal($"refused: {codes}", sender.Descendants(s_svg + "text").Single(text => (string?)text.Attribute("class") == "refused").Value);
    }

    [Fact]
    public void Final_states_have_a_double_border()
    {
        var svg = Write("Smtp", "en", isStandalone: false);

        Assert.Equal(2, Of(svg, "data-state", "Closed").Elements(s_svg + "rect").Count());
        Assert.Single(Of(svg, "data-state", "Idle").Elements(s_svg + "rect"));
    }

    [Fact]
    public void Names_are_written_as_text_whatever_they_hold()
    {
        var chart = new Statechart("<&\">", [new ChartNode("a<b&c\u0001", false, [], [new ChartCommand("\"", "", [], [])], [])], [new ChartEdge("", "a<b&c\u0001", EdgeKind.Way, [])], ["a<b&c\u0001"]);

        var svg = XElement.Parse(StatechartSvg.Write(StatechartLayout.Of(chart), StatechartWords.In("en"), isStandalone: false));

        Assert.Equal("a<b&c\uFFFD", svg.Descendants(s_svg + "text").First().Value);
    }

    private static XElement Write(string protocol, string locale, bool isStandalone) => XElement.Parse(StatechartSvg.Write(
        StatechartLayout.Of(Statechart.Of(Protocols.Find(protocol))), StatechartWords.In(locale), isStandalone));

    private static XElement Of(XElement parent, params string[] attributes) =>
        parent.Descendants().First(element => attributes.Chunk(2).All(pair => (string?)element.Attribute(pair[0]) == pair[1]));
}
