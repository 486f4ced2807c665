using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Grammar;

public class PatternParserTests
{
    [Theory]
    [InlineData("\"FROM:\" (sender: Reverse-path) [params] {", "[params] {")]
    [InlineData("Domain [ params ]", "[ params ]")]
    [InlineData("1*DIGIT {", "{")]
    [InlineData("1*DIGIT }", "}")]
    [InlineData("1*DIGIT ; sync", "; sync")]
    [InlineData("1*DIGIT) cites", ") cites")]
    [InlineData("1*DIGIT => ok", "=> ok")]
    [InlineData("1*DIGIT // digits", "// digits")]
    [InlineData("1*DIGIT as u64", "as u64")]
    [InlineData("1*DIGIT at most 3", "at most 3")]
    [InlineData("1*DIGIT else too-big", "else too-big")]
    [InlineData("1*DIGIT when tls", "when tls")]
    [InlineData("1*DIGIT cites RFC1870", "cites RFC1870")]
    [InlineData("1*DIGIT sets tls", "sets tls")]
    [InlineData("(a / // comment\n b)", null)]
    public void A_pattern_ends_where_the_specification_goes_on(string text, string? rest)
    {
        int offset = 0;
        var diagnostics = new List<SpecDiagnostic>();
        GrammarNode? pattern = Parse(text, ref offset, diagnostics);

        Assert.Equal(rest is null, pattern is null);
        Assert.Equal(rest is null, diagnostics.Count > 0);
        Assert.Equal(rest ?? "", rest is null ? "" : text[offset..]);
    }

    [Theory]
    [InlineData("As")]
    [InlineData("atext")]
    [InlineData("at-domain")]
    [InlineData("else1")]
    public void Only_the_whole_word_in_lower_case_is_reserved(string name) =>
        Assert.Equal(name, Assert.IsType<RuleReference>(Grammars.Pattern(name)).Name);

    [Theory]
    [InlineData("  { from Idle }")]
    [InlineData("")]
    [InlineData("[params] {")]
    [InlineData("=> ok")]
    public void Where_no_pattern_stands_there_is_none_and_no_error(string text)
    {
        int offset = 0;
        var diagnostics = new List<SpecDiagnostic>();

        Assert.Null(Parse(text, ref offset, diagnostics));
        Assert.Empty(diagnostics);
    }

    [Fact]
    public void A_capture_has_a_name_and_nests()
    {
        var outer = Assert.IsType<Capture>(Grammars.Pattern("( path: \"<\" (local: 1*ALPHA) \">\" )"));
        var inner = Assert.IsType<Capture>(((Concatenation)outer.Item).Parts[1]);

        Assert.Equal(("path", "local"), (outer.Name, inner.Name));
        Assert.Equal(new TextSpan(2, 4), outer.NameSpan);
        Assert.Equal(new TextSpan(0, 34), outer.Span);
    }

    [Fact]
    public void What_follows_the_expression_of_a_capture_is_read_by_the_specification()
    {
        const string Text = "\"SIZE=\" (size: 1*20DIGIT as u64 at most (message-size) else too-big) {";
        var seen = new List<string>();
        int offset = 0;
        var diagnostics = new List<SpecDiagnostic>();
        GrammarNode? pattern = PatternParser.Parse(
            new SourceText("pattern", Text),
            ref offset,
            diagnostics,
            (string name, ref int at) =>
            {
                int close = Text.LastIndexOf(')');
                seen.Add($"{name}: {Text[at..close]}");
                at = close;
            });

        Assert.Empty(diagnostics);
        Assert.Equal(["size: as u64 at most (message-size) else too-big"], seen);
        Assert.IsType<Capture>(((Concatenation)pattern!).Parts[1]);
        Assert.Equal("{", Text[offset..]);
    }

    [Fact]
    public void Nothing_may_follow_the_expression_of_a_capture_where_nobody_reads_it()
    {
        int offset = 0;
        var diagnostics = new List<SpecDiagnostic>();

        Assert.Null(Parse("(size: 1*20DIGIT as u64) {", ref offset, diagnostics));
        Assert.Equal(
            "pattern(1,18): error SGP0101: Nothing may follow the expression of the capture size; expected ')'.",
            Assert.Single(diagnostics).ToString());
    }

    [Theory]
    [InlineData("(a: %q) \"seat\" \"{;}\" data { from Idle", "{ from Idle")]
    [InlineData("(a: (\"b\" %q \")\" ) ) => ok", "=> ok")]
    [InlineData("a / %q ) rest", ") rest")]
    [InlineData("a / %q seat data as u64", "as u64")]
    [InlineData("(a: %q ; sync", "; sync")]
    public void After_an_error_the_specification_goes_on_behind_the_pattern(string text, string rest)
    {
        int offset = 0;
        var diagnostics = new List<SpecDiagnostic>();

        Assert.Null(Parse(text, ref offset, diagnostics));
        Assert.Single(diagnostics);
        Assert.Equal(rest, text[offset..]);
    }

    private static GrammarNode? Parse(string text, ref int offset, List<SpecDiagnostic> diagnostics) =>
        PatternParser.Parse(new SourceText("pattern", text), ref offset, diagnostics);
}
