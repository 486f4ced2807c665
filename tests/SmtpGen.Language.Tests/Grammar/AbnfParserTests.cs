using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Grammar;

public class AbnfParserTests
{
    [Fact]
    public void A_rule_keeps_its_name_its_place_and_its_definition()
    {
        AbnfRule rule = Assert.Single(Parse("size-value = 1*20DIGIT ; digits\n").Rules);

        Assert.Equal("size-value", rule.Name);
        Assert.Equal(new TextSpan(0, 10), rule.NameSpan);
        Assert.False(rule.IsIncremental);
        Assert.Equal(
            new Repetition(new RuleReference("DIGIT", new TextSpan(17, 5)), 1, 20, new TextSpan(13, 9)), rule.Definition);
    }

    [Fact]
    public void An_indented_line_continues_the_rule_before_it()
    {
        AbnfFile file = Parse("  a = \"x\" /\r\n; between\r\n\r\n      \"y\" ; last\r\n  b = a\r\n");

        Assert.Equal(["a", "b"], file.Rules.Select(rule => rule.Name));
        Assert.Equal(2, Assert.IsType<Alternation>(file.Rules[0].Definition).Alternatives.Count);
    }

    [Fact]
    public void An_incremental_alternative_is_marked() => Assert.True(Parse("a =/ \"x\"").Rules[0].IsIncremental);

    [Theory]
    [InlineData("*DIGIT", 0, null)]
    [InlineData("1*DIGIT", 1, null)]
    [InlineData("*3DIGIT", 0, 3)]
    [InlineData("2*3DIGIT", 2, 3)]
    [InlineData("4DIGIT", 4, 4)]
    [InlineData("[DIGIT]", 0, 1)]
    public void Repetitions_have_their_limits(string text, int min, int? max)
    {
        var repetition = Assert.IsType<Repetition>(Definition(text));

        Assert.Equal((min, max), (repetition.Min, repetition.Max));
    }

    [Theory]
    [InlineData("%d33-126", 33, 126)]
    [InlineData("%xC2-df", 0xC2, 0xDF)]
    [InlineData("%b0-11", 0, 3)]
    public void A_range_holds_its_first_and_last_octet(string text, byte first, byte last)
    {
        var range = Assert.IsType<ByteRange>(Definition(text));

        Assert.Equal((first, last), (range.First, range.Last));
    }

    [Fact]
    public void Values_joined_by_dots_are_a_sequence() =>
        Assert.Equal([13, 10, 0], Assert.IsType<ByteSequence>(Definition("%d13.10.0")).Octets);

    [Theory]
    [InlineData("\"Ab\"", false)]
    [InlineData("%i\"Ab\"", false)]
    [InlineData("%s\"Ab\"", true)]
    public void Strings_ignore_case_unless_they_say_otherwise(string text, bool isCaseSensitive)
    {
        var terminal = Assert.IsType<StringTerminal>(Definition(text));

        Assert.Equal(("Ab", isCaseSensitive), (terminal.Text, terminal.IsCaseSensitive));
    }

    [Fact]
    public void A_description_in_words_is_kept() =>
        Assert.Equal("as in RFC 1035", Assert.IsType<Prose>(Definition("<as in RFC 1035>")).Description);

    [Fact]
    public void Concatenation_binds_tighter_than_alternation()
    {
        var alternation = Assert.IsType<Alternation>(Definition("a b / c (d / e)"));

        Assert.All(alternation.Alternatives, alternative => Assert.IsType<Concatenation>(alternative));
        Assert.IsType<Alternation>(((Concatenation)alternation.Alternatives[1]).Parts[1]);
    }

    [Fact]
    public void Every_broken_rule_is_reported_and_the_others_are_read()
    {
        AbnfFile file = Parse("good = \"a\"\nbad = (\"b\"\nworse \"c\"\n1st = \"d\"\nlast = \"e\"\n");

        Assert.Equal(["good", "last"], file.Rules.Select(rule => rule.Name));
        Assert.Equal(
            [
                "test.abnf(3,1): error SGP0101: Expected ')' to close the group, found the end.",
                "test.abnf(3,7): error SGP0101: Expected '=' or '=/' after worse, found '\"'.",
                "test.abnf(4,1): error SGP0101: Expected the name of a rule, found '1'; a continuation line is indented more " +
                "than its rule.",
            ],
            file.Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    [Theory]
    [InlineData("a = ", "Expected a rule name, \"text\", %d, %x, '(' or '[', found the end.")]
    [InlineData("a = b / / c", "Expected a rule name, \"text\", %d, %x, '(' or '[', found '/'.")]
    [InlineData("a = [b", "Expected ']' to close the option, found the end.")]
    [InlineData("a = b)", "Unexpected ')' after the rule a.")]
    [InlineData("a = \"b", "The text is not closed; expected '\"'.")]
    [InlineData("a = \"é\"", "Only printable US-ASCII may stand between quotes; write other octets as %x values.")]
    [InlineData("a = <b", "The description is not closed; expected '>'.")]
    [InlineData("a = %y1", "Expected d, x, b, s\" or i\" after '%', found 'y'.")]
    [InlineData("a = %d", "Expected a digit, found the end.")]
    [InlineData("a = %x1-", "Expected a digit, found the end.")]
    public void A_syntax_error_says_what_was_expected(string text, string message)
    {
        SpecDiagnostic diagnostic = Assert.Single(Parse(text).Diagnostics);

        Assert.Equal((GrammarRules.SyntaxError, message), (diagnostic.Rule, diagnostic.Message));
    }

    [Fact]
    public void A_repetition_with_crossed_limits_names_the_right_order()
    {
        SpecDiagnostic diagnostic = Assert.Single(Parse("a = 3*2DIGIT").Diagnostics);

        Assert.Equal(GrammarRules.RepetitionRange, diagnostic.Rule);
        Assert.Equal("\"3*2\" asks for at least 3 and at most 2; write 2*3.", diagnostic.Message);
    }

    [Fact]
    public void A_repetition_count_that_no_table_could_hold_is_reported() =>
        Assert.Equal(GrammarRules.RepetitionRange, Assert.Single(Parse("a = 99999999999DIGIT").Diagnostics).Rule);

    [Theory]
    [InlineData("a = %d256", "256 is not an octet; write at most 255, and characters beyond as their UTF-8 octets.")]
    [InlineData("a = %x80-10FFFF", "10FFFF is not an octet; write at most 255, and characters beyond as their UTF-8 octets.")]
    [InlineData("a = %d9-8", "%d9-8 runs backwards; write the smaller value first.")]
    public void A_value_that_is_no_octet_or_a_backward_range_is_reported(string text, string message)
    {
        SpecDiagnostic diagnostic = Assert.Single(Parse(text).Diagnostics);

        Assert.Equal((GrammarRules.ValueRange, message), (diagnostic.Rule, diagnostic.Message));
    }

    [Fact]
    public void A_file_of_comments_has_no_rules() => Assert.Empty(Parse("; nothing\n\n  ; here\n").Rules);

    private static AbnfFile Parse(string text) => AbnfParser.ParseFile(new SourceText("test.abnf", text));

    private static GrammarNode Definition(string expression)
    {
        AbnfFile file = Parse($"a = {expression}");
        Assert.Empty(file.Diagnostics);
        return file.Rules[0].Definition;
    }
}
