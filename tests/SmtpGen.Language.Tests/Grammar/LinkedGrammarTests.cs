using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Grammar;

public class LinkedGrammarTests
{
    [Fact]
    public void A_later_file_adds_alternatives()
    {
        Automaton automaton = Grammars.CompileClean(Grammars.Link("atom = \"a\"", "ATOM =/ \"b\"\natom =/ \"c\""), "1*Atom");

        Assert.True(automaton.Accepts("abc"));
    }

    [Theory]
    [InlineData("ALPHA", "aZ", "0 -")]
    [InlineData("DIGIT", "09", "a/:")]
    [InlineData("HEXDIG", "09afAF", "gG")]
    [InlineData("SP", " ", "\ta")]
    [InlineData("WSP", " \t", "a")]
    [InlineData("VCHAR", "!~a", " \u007F")]
    [InlineData("DQUOTE", "\"", "'")]
    [InlineData("BIT", "01", "2")]
    public void The_core_rules_need_no_file(string rule, string inside, string outside)
    {
        Automaton automaton = Grammars.CompileClean(Grammars.Link(), rule);

        Assert.All(inside, character => Assert.True(automaton.Accepts(character.ToString())));
        Assert.All(outside, character => Assert.False(automaton.Accepts(character.ToString())));
    }

    [Fact]
    public void A_file_may_define_a_core_rule_itself()
    {
        LinkedGrammar grammar = Grammars.Link("DIGIT = \"7\"");

        Assert.Empty(grammar.Diagnostics);
        Assert.False(Grammars.CompileClean(grammar, "DIGIT").Accepts("8"));
    }

    [Fact]
    public void A_second_definition_is_reported_where_it_stands_and_the_first_one_holds()
    {
        LinkedGrammar grammar = Grammars.Link("x = \"1\"\natom = \"a\"", "Atom = \"b\"");

        Assert.Equal(
            "1.abnf(1,1): error SGP0103: Atom is already defined in 0.abnf, line 2; write '=/' to add an alternative.",
            Assert.Single(grammar.Diagnostics).ToString());
        Assert.True(Grammars.CompileClean(grammar, "atom").Accepts("a"));
    }

    [Fact]
    public void An_alternative_for_a_rule_without_definition_is_reported()
    {
        SpecDiagnostic diagnostic = Assert.Single(Grammars.Link("atext =/ \"b\"").Diagnostics);

        Assert.Equal(GrammarRules.UndefinedRule, diagnostic.Rule);
        Assert.Contains("name the file that defines it first", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_excluded_rule_matches_nothing()
    {
        LinkedGrammar grammar = Grammars.Link("word = tag \":\" / \"x\" / [Tag] \"y\"\ntag = \"t\"").Exclude(["TAG"]);
        Automaton automaton = Grammars.CompileClean(grammar, "word");

        Assert.True(grammar.Defines("tag"));
        Assert.True(automaton.Accepts("x"));
        Assert.True(automaton.Accepts("y"));
        Assert.False(automaton.Accepts("t:"));
        Assert.False(automaton.Accepts("ty"));
    }

    [Fact]
    public void What_is_wrong_in_an_excluded_rule_does_not_matter() =>
        Grammars.CompileClean(Grammars.Link("a = \"x\" / b\nb = <in words> / c").Exclude(["b"]), "a");

    [Fact]
    public void What_is_wrong_in_a_rule_nobody_uses_does_not_matter() =>
        Grammars.CompileClean(Grammars.Link("a = \"x\"\nb = b / <in words> / c"), "a");
}
