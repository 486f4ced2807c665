using System.Xml.Linq;
using SmtpGen.Language.Grammar;
using SmtpGen.Reference.Railroads;
using SmtpGen.Shared.Drawings;

namespace SmtpGen.Reference.Tests.Railroads;

public sealed class RailroadTests
{
    [Theory]
    [MemberData(nameof(Protocols.Names), MemberType = typeof(Protocols))]
    public void Nothing_overlaps_and_every_part_is_on_the_line(string name)
    {
        var protocol = Protocols.Find(name);
        var drawn = new HashSet<string>();
        foreach (var syntax in protocol.Commands.Select(command => CommandSyntax.Of(Protocols.All, protocol, command)))
        {
            foreach (var node in syntax.Rules.Where(rule => drawn.Add(rule.Name)).Select(rule => rule.Definition).Prepend(syntax.Command))
                Assert.True(RailroadFaults.Of(RailroadLayout.Of(Rail.Of(node))) is [], $"{AbnfText.Of(node)}: {string.Join("\n", RailroadFaults.Of(RailroadLayout.Of(Rail.Of(node))))}");
        }
    }

    [Theory]
    [MemberData(nameof(Protocols.Names), MemberType = typeof(Protocols))]
    public void Every_literal_of_a_command_can_be_read(string name)
    {
        var protocol = Protocols.Find(name);
        foreach (var command in protocol.Commands)
        {
            var texts = Texts(CommandSyntaxDrawing.Of(Protocols.All, protocol, command)[0]).ToList();
            var pattern = Protocols.All.GrammarOf(protocol).Find(command.Verb)!;
            Assert.Contains(command.Verb, texts);
            Assert.All(pattern.Arguments is null ? [] : Literals(pattern.Arguments), literal => Assert.Contains(literal, texts));
            Assert.All(command.Parameters, parameter => Assert.Contains(parameter.Keyword + (parameter.Value is null ? "" : "="), texts));
        }
    }

    [Fact]
    public void A_command_is_drawn_as_it_is_written_without_what_options_open_or_the_protocol_excludes()
    {
        Assert.Equal("\"EHLO\" SP ( Domain / address-literal )", Draw("EHLO")[0].Abnf);
        Assert.Equal("\"HELP\" [ SP String ]", Draw("HELP")[0].Abnf);
        Assert.Equal("\"RSET\"", Draw("RSET")[0].Abnf);
        Assert.StartsWith("\"MAIL\" SP \"FROM:\" Reverse-path *( SP ( \"SIZE=\" 1*20DIGIT / ", Draw("MAIL")[0].Abnf);
        Assert.Equal("address-literal = \"[\" ( IPv4-address-literal / IPv6-address-literal ) \"]\"", Draw("EHLO").Single(rule => rule.Rule == "address-literal").Abnf);
    }

    [Fact]
    public void Rules_that_are_drawn_are_linked_and_core_rules_are_not()
    {
        var drawings = Draw("RCPT");

        var names = drawings.Skip(1).Select(drawing => drawing.Rule).ToList();
        Assert.Contains("Mailbox", names);
        Assert.DoesNotContain("DIGIT", names);
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
        var links = drawings.SelectMany(drawing => XElement.Parse(drawing.Svg).Descendants().Attributes("href")).Select(link => link.Value).ToList();
        Assert.Contains("#rule-Forward-path", links);
        Assert.All(links, link => Assert.Contains(link["#rule-".Length..], names));
    }

    [Theory]
    [InlineData("1*\"a\"", "")]
    [InlineData("3\"a\"", "3×")]
    [InlineData("2*\"a\"", "≥ 2×")]
    [InlineData("1*20\"a\"", "1–20×")]
    [InlineData("*5\"a\"", "≤ 5×")]
    [InlineData("[\"a\"]", null)]
    [InlineData("*5[\"a\" / 2(\"b\" %x20)]", "≤ 5× 2×")]
    public void A_loop_says_how_often_it_may_be_gone(string abnf, string? times)
    {
        var node = AbnfParser.ParseFile(new SmtpGen.Language.Text.SourceText("test.abnf", $"a = {abnf}\n")).Rules[0].Definition;
        var layout = RailroadLayout.Of(Rail.Of(node));

        Assert.Equal(times ?? "", string.Join(' ', layout.Times.Select(time => time.Text).OrderDescending(StringComparer.Ordinal)));
        Assert.Empty(RailroadFaults.Of(layout));
        Assert.Equal(times is null ? 0 : times.Split('×').Length - (times.Length > 0 ? 1 : 0), layout.Lines.Count(line => line.Count == 6 && line[2].Y > line[0].Y));
        var written = AbnfParser.ParseFile(new SmtpGen.Language.Text.SourceText("test.abnf", $"a = {AbnfText.Of(node)}\n")).Rules[0].Definition;
        Assert.Equal(AbnfText.Of(node), AbnfText.Of(written));
    }

    private static IReadOnlyList<SyntaxDrawing> Draw(string verb)
    {
        var smtp = Protocols.Find("Smtp");
        return CommandSyntaxDrawing.Of(Protocols.All, smtp, smtp.Commands.First(command => command.Verb == verb));
    }

    private static IEnumerable<string> Texts(SyntaxDrawing drawing) =>
        XElement.Parse(drawing.Svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value);

    private static IEnumerable<string> Literals(GrammarNode node) => node switch
    {
        Alternation a => a.Alternatives.SelectMany(Literals),
        Concatenation c => c.Parts.SelectMany(Literals),
        Repetition r => Literals(r.Item),
        Capture c => Literals(c.Item),
        StringTerminal { IsCaseSensitive: true } s => [$"%s\"{s.Text}\""],
        StringTerminal s => [s.Text],
        _ => [],
    };
}
