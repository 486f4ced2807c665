using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Grammar;

/// <summary>What an option guards matches while it is on, and only then.</summary>
public class GuardTests
{
    [Fact]
    public void A_match_fails_at_the_first_octet_that_only_an_option_allows()
    {
        var automaton = Grammars.CompileClean(
            LinkedGrammar.Link([File("name = 1*ALPHA *(\".\" 1*ALPHA)\n", -1), File("name =/ 1*(ALPHA / \"_\" / \".\")\n", 5)]), "(n: name)");

        Assert.Equal(1UL << 5, automaton.Guards);
        Assert.Equal(~2, automaton.Match("my_host").Result);
        Assert.Equal(~2, automaton.Match("a..b").Result);
        Assert.Equal(~2, automaton.Match("a.").Result);
        Assert.Equal("a..b_", automaton.Match("a..b_"u8.ToArray(), 1UL << 5)["n"]);
    }

    // The last octet that a bound allows is right; the next one is wrong.
    [Fact]
    public void What_an_option_opens_keeps_the_bounds_of_the_rule_it_is_added_to()
    {
        var automaton = Grammars.CompileClean(
            LinkedGrammar.Link([File("name = 1*ALPHA\n", -1), File("name =/ 1*(ALPHA / \"_\")\n", 0)]), "name", new Bound("name", BoundKind.Octets, 4));

        Assert.True(automaton.Match("a_bc"u8.ToArray(), 1).IsWhole);
        Assert.Equal(~4, automaton.Match("a_bcd"u8.ToArray(), 1).Result);
        Assert.Equal(~1, automaton.Match("a_bcd").Result);
    }

    [Fact]
    public void Two_options_that_each_open_the_same_are_reported()
    {
        var grammar = LinkedGrammar.Link([File("name = \"a\"\n", -1), File("name =/ \"b\"\n", 0), File("name =/ \"b\"\n", 1)]);

        var finding = Assert.Single(Grammars.Compile(grammar, "name").Diagnostics);

        Assert.Equal(GrammarRules.AmbiguousCapture, finding.Rule);
        Assert.Contains("either of two options", finding.Message, StringComparison.Ordinal);
    }

    private static AbnfFile File(string text, int option)
    {
        var file = AbnfParser.ParseFile(new SourceText($"{option}.abnf", text));
        return file with { Rules = file.Rules.Select(rule => rule with { Option = option }).ToEquatableArray() };
    }
}
