using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Grammar;

public class PatternDiagnosticTests
{
    [Fact]
    public void An_undefined_rule_is_reported_with_the_name_most_like_it() =>
        AssertDiagnostics(
            "sub-domain = \"a\"\ndomain = subdomain",
            "domain",
            "0.abnf(2,10): error SGP0102: The rule subdomain is not defined. Did you mean sub-domain? Define it in a grammar " +
            "file, or exclude it with \"without\".");

    [Fact]
    public void Recursion_is_reported_with_its_way_round() =>
        AssertDiagnostics(
            "comment = \"(\" content \")\"\ncontent = *(\"a\" / comment)",
            "comment",
            "0.abnf(2,19): error SGP0104: comment contains itself (comment -> content -> comment), which is not regular; " +
            "write a repetition, *( ), instead.");

    [Fact]
    public void Right_recursion_is_recursion_too() =>
        AssertRule(GrammarRules.RecursiveRule, "list = \"a\" [list]", "list");

    [Theory]
    [InlineData("*([\"a\"])")]
    [InlineData("1*(*\"a\" *\"b\")")]
    [InlineData("*empty")]
    public void A_loop_around_something_that_can_be_empty_is_reported(string pattern) =>
        AssertRule(GrammarRules.NullableLoop, "empty = [\"a\"]", pattern);

    [Fact]
    public void A_limited_repetition_of_something_that_can_be_empty_is_fine() =>
        Assert.True(Grammars.CompileClean(Grammars.Link(), "2*3([\"a\"] *\"b\")").Accepts("abba"));

    [Fact]
    public void Words_that_describe_octets_are_reported() =>
        AssertRule(GrammarRules.ProseUsed, "label = <any label>", "label");

    [Theory]
    [InlineData("%d0-127")]
    [InlineData("CRLF")]
    [InlineData("OCTET")]
    [InlineData("\"a\" %x0A")]
    public void A_pattern_that_can_match_CR_or_LF_is_reported_in_the_pattern(string pattern)
    {
        AutomatonResult result = Grammars.Compile(Grammars.Link(), pattern);

        Assert.Null(result.Automaton);
        Assert.All(result.Diagnostics, diagnostic => Assert.Equal(GrammarRules.MatchesLineEnd, diagnostic.Rule));
        Assert.All(result.Diagnostics, diagnostic => Assert.Equal("pattern", diagnostic.Source.Path));
    }

    [Fact]
    public void Two_captures_that_can_share_an_input_in_two_ways_are_ambiguous() =>
        AssertDiagnostics(
            "",
            "(first: *ALPHA) (second: *ALPHA)",
            "pattern(1,1): error SGP0107: \"A\" can be read in two ways that differ in what first and second captures; " +
            "separate the parts by something that neither can contain.");

    [Theory]
    [InlineData("(a: \"x\") / \"x\"")]
    [InlineData("[(a: *\"x\")]")]
    [InlineData("*ALPHA (a: ALPHA) *ALPHA")]
    public void A_capture_that_may_or_may_not_take_part_is_ambiguous(string pattern) =>
        AssertRule(GrammarRules.AmbiguousCapture, "", pattern);

    [Theory]
    [InlineData("(a: \"x\" / \"x\") *ALPHA")]
    [InlineData("(a: *ALPHA *(ALPHA / DIGIT) ALPHA)")]
    [InlineData("(a: *ALPHA) \"-\" (b: *ALPHA)")]
    [InlineData("(a: *(ALPHA / \"-\")) \"-\" (b: *ALPHA)")]
    public void Ambiguity_that_no_capture_shows_is_fine(string pattern) =>
        Grammars.CompileClean(Grammars.Link(), pattern);

    [Fact]
    public void Large_repetition_counts_need_too_many_states() =>
        AssertRule(GrammarRules.TooManyStates, "", "*5000ALPHA");

    [Fact]
    public void Nested_repetition_counts_are_given_up_early() =>
        AssertRule(
            GrammarRules.TooManyStates,
            string.Join('\n', Enumerable.Range(0, 40).Select(i => $"r{i} = 1*9000(r{i + 1} r{i + 1})").Append("r40 = \"a\"")),
            "r0");

    [Fact]
    public void The_number_of_states_can_be_limited()
    {
        const string Text = "\"abcdefgh\"";
        AutomatonResult Compile(int maxStates) => AutomatonCompiler.Compile(
            Grammars.Link(), Grammars.Pattern(Text), new SourceText("pattern", Text), [], maxStates: maxStates);

        Assert.NotNull(Compile(20).Automaton);
        Assert.Equal(GrammarRules.TooManyStates, Assert.Single(Compile(8).Diagnostics).Rule);
    }

    [Fact]
    public void A_pattern_of_excluded_rules_only_matches_nothing()
    {
        AutomatonResult result = Grammars.Compile(Grammars.Link("a = \"x\"").Exclude(["a"]), "a");

        Assert.Equal(GrammarRules.MatchesNothing, Assert.Single(result.Diagnostics).Rule);
    }

    [Fact]
    public void All_mistakes_are_reported_in_one_run_and_each_once()
    {
        AutomatonResult result = Grammars.Compile(
            Grammars.Link("a = missing / <words> / a\nb = a a"), "a b (x: *b) *[\"y\"]");

        Assert.Equal(
            ["SGP0102", "SGP0106", "SGP0104", "SGP0105"], result.Diagnostics.Select(diagnostic => diagnostic.Rule.Id));
    }

    private static void AssertRule(DiagnosticRule rule, string rules, string pattern)
    {
        AutomatonResult result = Grammars.Compile(Grammars.Link(rules), pattern);

        Assert.Null(result.Automaton);
        Assert.Equal(rule, Assert.Single(result.Diagnostics).Rule);
    }

    private static void AssertDiagnostics(string rules, string pattern, params string[] expected) =>
        Assert.Equal(
            expected, Grammars.Compile(Grammars.Link(rules), pattern).Diagnostics.Select(diagnostic => diagnostic.ToString()));
}
