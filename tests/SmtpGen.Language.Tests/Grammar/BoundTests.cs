using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Grammar;

public class BoundTests
{
    private const string Rules =
        "list = word *(\",\" word)\nword = 1*ALPHA\nnumbers = number *(\".\" number)\nnumber = 1*12DIGIT\n" +
        "pair = list \";\" list\nrest = [word] *DIGIT";

    private static readonly LinkedGrammar s_grammar = Grammars.Link(Rules);

    [Theory]
    [InlineData("abc,abc,abc", true)]
    [InlineData("abcd", false)]
    [InlineData("abcd,abc,abc", false)]
    [InlineData("abc,abcd,abc", false)]
    [InlineData("abc,abc,abcd", false)]
    public void Octets_are_measured_in_every_match(string input, bool isAccepted) =>
        Assert.Equal(isAccepted, Accepts("list", input, new Bound("word", BoundKind.Octets, 3)));

    [Theory]
    [InlineData("0.255.00.025", true)]
    [InlineData("256", false)]
    [InlineData("1.256.1", false)]
    [InlineData("1.999999999999", false)]
    [InlineData("000000000255", true)]
    public void Values_are_measured_in_every_match_without_overflow(string input, bool isAccepted) =>
        Assert.Equal(isAccepted, Accepts("numbers", input, new Bound("number", BoundKind.Value, 255)));

    [Fact]
    public void The_greatest_value_a_bound_can_have_is_compared_exactly()
    {
        var bound = new Bound("number", BoundKind.Value, int.MaxValue - 1);

        Assert.True(Accepts("number", "2147483646", bound));
        Assert.False(Accepts("number", "2147483647", bound));
        Assert.False(Accepts("number", "4294967297", bound));
    }

    [Theory]
    [InlineData("a,b;a,b", true)]
    [InlineData("a,b,c;a", false)]
    [InlineData("a;a,b,c", false)]
    [InlineData("a,b;a,b,c", false)]
    public void Matches_of_another_rule_are_counted_in_every_match(string input, bool isAccepted) =>
        Assert.Equal(isAccepted, Accepts("pair", input, new Bound("list", BoundKind.Count, 2, "Word")));

    [Fact]
    public void Several_bounds_hold_together()
    {
        Bound[] bounds =
        [
            new("word", BoundKind.Octets, 2), new("list", BoundKind.Octets, 5), new("list", BoundKind.Count, 2, "word"),
        ];

        Assert.True(Accepts("pair", "ab,cd;e", bounds));
        Assert.False(Accepts("pair", "abc;e", bounds));
        Assert.False(Accepts("pair", "a,b,c;e", bounds));
    }

    [Fact]
    public void A_match_that_breaks_a_bound_fails_at_the_first_octet_too_many()
    {
        Automaton automaton = Grammars.CompileClean(s_grammar, "list", new Bound("word", BoundKind.Octets, 3));

        Assert.Equal(~6, automaton.Match("ab,abcd,c").Result);
        Assert.Equal(~3, automaton.Match("abcd").Result);
    }

    [Fact]
    public void Bounds_on_rules_that_do_not_occur_cost_nothing_and_are_not_listed()
    {
        Bound used = new("word", BoundKind.Octets, 3);
        Bound[] bounds = [new("numbers", BoundKind.Count, 2, "word"), used, new("number", BoundKind.Value, 2)];
        AutomatonResult result = Grammars.Compile(s_grammar, "list", bounds);

        Assert.Equal([used], result.AppliedBounds);
        Assert.Equal(Grammars.CompileClean(s_grammar, "list", used), result.Automaton);
    }

    [Theory]
    [InlineData("word \"-\" / 1*ALPHA \"-\"")]
    [InlineData("word [ALPHA]")]
    [InlineData("*word")]
    public void A_bound_whose_rule_has_no_certain_end_cannot_be_checked(string pattern)
    {
        AutomatonResult result = Grammars.Compile(s_grammar, pattern, new Bound("word", BoundKind.Octets, 3));

        Assert.Null(result.Automaton);
        SpecDiagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(GrammarRules.UncheckableBound, diagnostic.Rule);
        Assert.StartsWith("\"word at most 3 octets\" cannot be checked in one pass", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_bound_needs_a_rule_of_digits()
    {
        AutomatonResult result = Grammars.Compile(s_grammar, "word", new Bound("word", BoundKind.Value, 3));

        Assert.Equal(GrammarRules.UncheckableBound, Assert.Single(result.Diagnostics).Rule);
    }

    [Fact]
    public void Bounds_that_can_never_apply_are_reported_where_they_are_declared()
    {
        var source = new SourceText("smtp.protocol", "words at most 3 octets\nnumber at most value 3\nword at most 3 octets");
        DeclaredBound[] declared =
        [
            new(new("words", BoundKind.Octets, 3), source, new TextSpan(0, 22)),
            new(new("number", BoundKind.Value, 3), source, new TextSpan(23, 22)),
            new(new("word", BoundKind.Octets, 3), source, new TextSpan(46, 21)),
        ];
        AutomatonResult pattern = Grammars.Compile(s_grammar, "list", declared.Select(bound => bound.Bound).ToArray());

        Assert.Equal(
            [
                "smtp.protocol(1,1): error SGP0111: The rule words is not defined. Did you mean word?",
                "smtp.protocol(2,1): warning SGP0109: \"number at most value 3\" never applies: no pattern uses the rule " +
                "number; remove the bound.",
            ],
            BoundCheck.Run(s_grammar, declared, [pattern]).Select(diagnostic => diagnostic.ToString()));
    }

    private static bool Accepts(string pattern, string input, params Bound[] bounds) =>
        Grammars.CompileClean(s_grammar, pattern, bounds).Accepts(input);
}
