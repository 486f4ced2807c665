using System.Text;

namespace SmtpGen.Language.Tests;

/// <summary>
/// Specifications of a few kilobytes that would take forever, or all memory, or a stack as deep as they like. Each is read to its end: a
/// test that does not come back has failed.
/// </summary>
public sealed class BoundedWorkTests
{
    private const string Command = "command X r0 { from Connected => refused -> same }";

    [Fact]
    public void A_chain_of_ten_thousand_rules_is_a_finding() =>
        Assert.Contains("SGP0101", FindInGrammar(Chain(10_000, i => $"r{i} = r{i + 1}"), Command));

    [Fact]
    public void A_chain_of_a_hundred_rules_is_none() => Assert.Empty(FindInGrammar(Chain(100, i => $"r{i} = r{i + 1}"), Command));

    [Fact]
    public void Rules_that_double_are_a_finding() =>
        Assert.Contains("SGP0112", FindInGrammar(Chain(60, i => $"r{i} = r{i + 1} r{i + 1}"), Command));

    [Fact]
    public void Rules_that_double_and_can_be_empty_are_read() =>
        Assert.DoesNotContain("SGP0112", FindInGrammar(Chain(60, i => $"r{i} = r{i + 1} / r{i + 1}"), "command X (a: r0 as u64) { from Connected => refused -> same }"));

    [Theory]
    [InlineData("command X 65535(65535(65535(65535(\"\")))) { from Connected => refused -> same }")]
    [InlineData("command X 65535(65535(65535(65535(a: \"\")))) { from Connected => refused -> same }")]
    [InlineData("command X 65535(65535(65535(65535(a: ALPHA)))) { from Connected => refused -> same }")]
    [InlineData("command X 65535(65535(65535(65535ALPHA))) { from Connected => refused -> same }")]
    public void Repetitions_inside_each_other_are_read(string command) => FindInGrammar("r0 = ALPHA\n", command);

    [Fact]
    public void Many_optional_parts_are_read() =>
        FindInGrammar("r0 = ALPHA\n", "command X " + string.Concat(Enumerable.Repeat("[ALPHA] ", 3000)) + "{ from Connected => refused -> same }");

    [Fact]
    public void A_repetition_as_RFC_9051_prints_it_is_read() =>
        Assert.Empty(FindInGrammar("r0 = *1024QUOTED-CHAR\nQUOTED-CHAR = ALPHA / DIGIT\n", Command));

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    public void Deep_nesting_in_a_pattern_is_a_finding(string open, string close) =>
        Assert.Contains("SGP0101", FindInGrammar("r0 = ALPHA\n", $"command X {Repeat(open, 50_000)}ALPHA{Repeat(close, 50_000)} {{ from Connected => refused -> same }}"));

    [Fact]
    public void Deep_nesting_in_a_grammar_is_a_finding() =>
        Assert.Contains("SGP0101", FindInGrammar($"r0 = {Repeat("(", 50_000)}ALPHA{Repeat(")", 50_000)}\n", Command));

    [Theory]
    [InlineData("states { ", "S { ", "X ", "} ", "}")]
    [InlineData("", "extension E { ", "", "} ", "")]
    [InlineData("command Y { from A ", "=> ok then read line (a: ALPHA) at most 99 octets { bad arguments ", "", "} ", "}")]
    public void Deep_nesting_of_blocks_is_one_finding(string before, string open, string inner, string close, string after) =>
        Assert.Equal(["SGP0001"], Find($"protocol P {{ {before}{Repeat(open, 50_000)}{inner}{Repeat(close, 50_000)}{after} }}"));

    [Fact]
    public void Files_that_include_each_other_in_a_long_row_are_a_finding()
    {
        var files = Enumerable.Range(0, 5_000).Select(i => ($"{i}.protocol", $"include \"{i + 1}.protocol\""))
            .Append(("5000.protocol", "words { w }")).Append(("p.protocol", "protocol P { include \"0.protocol\" }"));

        Assert.Contains("SGP0016", SpecFiles.Compile([.. files]).Diagnostics.Select(d => d.Rule.Id));
    }

    [Fact]
    public void Protocols_that_extend_each_other_in_a_long_row_are_a_finding()
    {
        var text = new StringBuilder("protocol P0 { states { initial A; final B } }\n");
        for (int i = 1; i < 300; i++)
            text.Append("protocol P").Append(i).Append(" extends P").Append(i - 1).Append(" { }\n");

        Assert.Contains("SGP0016", Find(text.ToString()));
    }

    [Fact]
    public void Thousands_of_replies_that_nothing_gives_are_found()
    {
        var text = new StringBuilder("protocol P {\n    include \"base.protocol\"\n    states { initial Connected; final Closed }\n");
        for (int i = 0; i < 4_000; i++)
            text.Append("    reply r").Append(i).Append(" 250 2.0.0 \"Ok\"\n");

        Assert.Equal(4_000, Find(text.Append("}\n").ToString()).Count(id => id == "SGP0301"));
    }

    [Fact]
    public void Thousands_of_states_and_commands_are_read()
    {
        var text = new StringBuilder("protocol P {\n    include \"base.protocol\"\n    states { initial Connected; final Closed");
        for (int i = 0; i < 2_000; i++)
            text.Append("; S").Append(i);
        text.Append(" }\n");
        for (int i = 0; i < 2_000; i++)
            text.Append("    command C").Append(i).Append(" { from ").Append(i == 0 ? "Connected" : $"S{i - 1}").Append(" => bye -> S").Append(i).Append(" }\n");

        Assert.DoesNotContain("SGP0201", Find(text.Append("}\n").ToString()));
    }

    [Theory]
    [InlineData("protocol P { words { \0 } }", "1:22")]
    [InlineData("/// A \u2028 line.\nprotocol P { }", "1:7")]
    [InlineData("protocol P { reply a 250 \"\u0007\" }", "1:27")]
    public void A_character_that_no_line_of_text_can_hold_is_a_finding(string text, string place)
    {
        var found = Assert.Single(SpecFiles.Compile(("p.protocol", text)).Diagnostics);
        var (line, column) = found.Source.GetLinePosition(found.Span.Start);

        Assert.Equal(("SGP0001", place), (found.Rule.Id, $"{line}:{column}"));
    }

    [Fact]
    public void Long_names_are_compared_with_nothing()
    {
        string name = new('x', 200_000);

        Assert.Contains("SGP0010", Find($"protocol P {{\n    include \"base.protocol\"\n    states {{ initial Connected; final Closed; {name}y }}\n    command X {{ from {name}z => refused -> same }}\n}}"));
    }

    private static string Chain(int length, Func<int, string> rule) =>
        string.Join('\n', Enumerable.Range(0, length).Select(rule)) + $"\nr{length} = DIGIT\n";

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static IEnumerable<string> FindInGrammar(string grammar, string command) => SpecFiles.Compile(
        ("p.protocol", $"protocol P {{\n    include \"base.protocol\"\n    grammar \"g.abnf\"\n    states {{ initial Connected; final Closed }}\n    {command}\n}}"),
        ("base.protocol", File.ReadAllText(SpecFiles.SharedExample)),
        ("g.abnf", grammar)).Diagnostics.Select(d => d.Rule.Id);

    private static IEnumerable<string> Find(string text) => SpecFiles.Compile(
        ("p.protocol", text), ("base.protocol", File.ReadAllText(SpecFiles.SharedExample))).Diagnostics.Select(d => d.Rule.Id);
}
