using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Grammar;

public class CaptureTests
{
    [Fact]
    public void A_capture_is_where_its_expression_matched()
    {
        MatchOutcome outcome = Grammars.CompileClean(Grammars.Link(), "\"SIZE=\" (size: 1*20DIGIT)").Match("size=1024");

        Assert.True(outcome.IsWhole);
        Assert.Equal("1024", outcome["size"]);
    }

    [Fact]
    public void A_capture_that_took_no_part_is_absent()
    {
        Automaton automaton = Grammars.CompileClean(Grammars.Link(), "(length: 1*DIGIT) [SP (last: \"LAST\")]");

        Assert.Equal("last", automaton.Match("12 last")["last"]);
        Assert.Null(automaton.Match("12")["last"]);
        Assert.Equal("12", automaton.Match("12")["length"]);
    }

    [Fact]
    public void A_capture_that_was_begun_on_the_way_to_another_alternative_is_absent()
    {
        Automaton automaton = Grammars.CompileClean(Grammars.Link(), "(word: 1*ALPHA) \"!\" / \"ab\" [(rest: \"c\")] \".\"");

        Assert.Equal("ab", automaton.Match("ab!")["word"]);
        Assert.Null(automaton.Match("ab.")["word"]);
        Assert.Null(automaton.Match("abc!")["rest"]);
        Assert.Equal("c", automaton.Match("abc.")["rest"]);
    }

    [Fact]
    public void A_capture_may_be_empty() =>
        Assert.Equal("", Grammars.CompileClean(Grammars.Link(), "\"=\" (value: *DIGIT)").Match("=")["value"]);

    [Fact]
    public void A_capture_in_a_loop_is_the_last_one()
    {
        Automaton automaton = Grammars.CompileClean(Grammars.Link(), "*((item: 1*ALPHA) \",\" / DIGIT \",\")");

        Assert.Equal("cd", automaton.Match("ab,cd,")["item"]);
        Assert.Equal("ab", automaton.Match("ab,1,")["item"]);
        Assert.Null(automaton.Match("1,")["item"]);
    }

    [Fact]
    public void One_name_in_several_alternatives_is_the_one_that_matched()
    {
        Automaton automaton = Grammars.CompileClean(Grammars.Link(), "\"a\" (x: 1*DIGIT) / \"b\" (x: 1*ALPHA) / \"c\"");

        Assert.Equal("12", automaton.Match("a12")["x"]);
        Assert.Equal("yz", automaton.Match("byz")["x"]);
        Assert.Null(automaton.Match("c")["x"]);
        Assert.Single(automaton.Captures);
    }

    [Fact]
    public void Where_a_capture_ends_may_be_decided_later()
    {
        Automaton automaton = Grammars.CompileClean(Grammars.Link(), "(head: *(ALPHA / \"-\")) \"-\" (tail: *ALPHA)");

        MatchOutcome outcome = automaton.Match("a-b--c");
        Assert.Equal(("a-b-", "c"), (outcome["head"], outcome["tail"]));
    }

    [Fact]
    public void Several_versions_of_a_capture_can_be_alive_at_once()
    {
        Automaton automaton = Grammars.CompileClean(
            Grammars.Link(), "*2(1*2(\"a\") (x: \"ab\" / \"a\") \"c\" / \"a\" (x: \"aa\") \"d\")");

        Assert.Equal((2, 3), automaton.Match("aaac").Captures["x"]);
        Assert.Equal((1, 3), automaton.Match("aaad").Captures["x"]);
        Assert.Equal((5, 7), automaton.Match("aaacaabc") is { IsWhole: true } outcome ? outcome.Captures["x"] : default);
    }

    [Fact]
    public void An_inner_capture_holds_only_where_the_scope_names_the_rule()
    {
        LinkedGrammar grammar = Grammars.Link("route = name \":\" box\nbox = name \"@\" (Name / num)\nname = 1*ALPHA\nnum = 1*DIGIT");
        const string Text = "(all: route)";
        AutomatonResult result = AutomatonCompiler.Compile(
            grammar,
            Grammars.Pattern(Text),
            new SourceText("pattern", Text),
            [],
            [new("ROUTE", "name", "via"), new("box", "num", "number"), new("box", "route", "none")]);

        Assert.Empty(result.Diagnostics);
        Automaton automaton = Assert.IsType<Automaton>(result.Automaton);
        MatchOutcome outcome = automaton.Match("ab:c@12");
        Assert.Equal(("ab", "12", "ab:c@12"), (outcome["via"], outcome["number"], outcome["all"]));
        Assert.Null(automaton.Match("ab:c@d")["number"]);
    }

    [Fact]
    public void Automata_of_equal_patterns_are_equal()
    {
        LinkedGrammar grammar = Grammars.Link("a = 1*ALPHA");
        Automaton first = Grammars.CompileClean(grammar, "(x: a) \"-\"", new Bound("a", BoundKind.Octets, 8));
        Automaton second = Grammars.CompileClean(grammar, "( x :  a )  \"-\"", new Bound("a", BoundKind.Octets, 8));
        Automaton other = Grammars.CompileClean(grammar, "(x: a) \"-\"", new Bound("a", BoundKind.Octets, 9));

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Octets_and_states_that_nothing_tells_apart_are_merged()
    {
        Automaton automaton = Grammars.CompileClean(Grammars.Link(), "1*ALPHA \"1\" / 1*ALPHA \"2\"");

        Assert.Equal(3, automaton.ClassCount);
        Assert.Equal(4, automaton.StateCount);
    }
}
