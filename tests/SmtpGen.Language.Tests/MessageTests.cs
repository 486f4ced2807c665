namespace SmtpGen.Language.Tests;

/// <summary>What a finding says to somebody who mistyped something.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("protocol P {\n    comand NOOP { }\n}", "2:5 Did you mean 'command'?")]
    [InlineData("protocol P {\n    otherwize { }\n}", "2:5 Did you mean 'otherwise'?")]
    [InlineData("protocol P {\n    COMMAND NOOP { }\n}", "2:5 Did you mean 'command'?")]
    [InlineData("protocol P { }\nprotocl Q { }", "2:1 Did you mean 'protocol'?")]
    [InlineData("protocol P {\n    command NOOP {\n        form A\n    }\n}", "3:9 Did you mean 'from'?")]
    [InlineData("protocol P {\n    command NOOP {\n        at mots n in A else b\n    }\n}", "3:12 Did you mean 'most'?")]
    [InlineData("protocol P {\n    reply ok 250 \"Ok\" { meening \"Good.\" }\n}", "2:25 Did you mean 'meaning'?")]
    public void A_mistyped_word_is_answered_with_the_one_that_may_be_meant(string text, string expected) =>
        Assert.Contains(Find(text), found => found.StartsWith(expected[..expected.IndexOf(' ', StringComparison.Ordinal)], StringComparison.Ordinal)
            && found.EndsWith(expected[(expected.IndexOf(' ', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal));

    [Fact]
    public void A_missing_brace_at_the_end_is_one_finding_that_names_where_its_block_opens() =>
        Assert.Equal(
            ["5:1 The block that opens in line 2, column 18 has no '}'; close it where it ends."],
            Find("protocol P {\n    command NOOP {\n        from A\n        => ok -> same\n"));

    [Fact]
    public void A_missing_brace_before_another_member_names_where_its_block_opens_and_the_member_is_read()
    {
        string text = "protocol P {\n    command NOOP {\n        from A => ok -> same\n    command HELP {\n        from A => ok -> same\n    }\n    reply ok 25O \"Ok\"\n}\n";

        var found = Find(text);

        Assert.EndsWith("If a new member begins here, the block that opens in line 2, column 18 has no '}'.", found[0], StringComparison.Ordinal);
        Assert.StartsWith("4:5 ", found[0], StringComparison.Ordinal);
        Assert.DoesNotContain(found.Skip(1), message => message.Contains("Expected", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unclosed_string_is_reported_before_what_follows_from_it() =>
        Assert.StartsWith(
            "2:38 The quotes in this line do not pair",
            Find("protocol P {\n    reply ok 250 \"Ok { meaning \"Good.\" }\n}")[0],
            StringComparison.Ordinal);

    [Fact]
    public void A_long_token_is_quoted_in_part() =>
        Assert.All(Find("protocol P {\n    " + new string('x', 80_000) + "\n}"), message => Assert.True(message.Length < 1000));

    [Fact]
    public void An_error_in_one_protocol_does_not_silence_the_checks_of_another()
    {
        string shared = File.ReadAllText(SpecFiles.SharedExample);

        var found = SpecFiles.Compile(
            ("base.protocol", shared),
            ("a.protocol", "protocol A {\n    comand X { }\n}"),
            ("b.protocol", "protocol B {\n    include \"base.protocol\"\n    states { initial Connected; final Closed; Lost }\n}"),
            ("c.protocol", "protocol C {\n    include \"base.protocol\"\n    states { initial Connected; final Closed; Lost }\n    command X { from Nowhere => bye -> same }\n}")).Diagnostics;

        Assert.Equal(["a SGP0001", "b SGP0201", "c SGP0010"], found.Select(d => $"{Path.GetFileNameWithoutExtension(d.Source.Path)} {d.Rule.Id}"));
    }

    [Fact]
    public void A_finding_about_an_inherited_pattern_stands_in_the_file_of_the_pattern()
    {
        string shared = File.ReadAllText(SpecFiles.SharedExample);
        string padding = string.Concat(Enumerable.Repeat("// longer than the other file\n", 99));

        var finding = Assert.Single(SpecFiles.Compile(
            ("base.protocol", shared),
            ("a.protocol", padding + "protocol A { include \"base.protocol\" states { initial Connected; final Closed } command HELO (name: nothing) { from * => bye -> Closed } }"),
            ("b.protocol", "protocol B extends A { rename command HELO to EHLO }")).Diagnostics, found => found.Rule.Id == "SGP0102");

        Assert.Equal("a.protocol", finding.Source.Path);
        Assert.Equal("nothing", finding.Source.GetText(finding.Span));
    }

    [Fact]
    public void A_character_of_two_halves_is_shown_whole()
    {
        Assert.Contains("found '📮'", Find("protocol P {\n    📮\n}")[0], StringComparison.Ordinal);
        Assert.Contains($"\"{new string('x', 59)}…\"", Find($"protocol P {{\n    states \"{new string('x', 59)}📮y\"\n}}")[0], StringComparison.Ordinal);
    }

    private static List<string> Find(string text) =>
        [.. SpecFiles.Compile(("p.protocol", text)).Diagnostics
            .Where(d => d.Rule.Id is "SGP0001" or "SGP0002").Select(d => (d, d.Source.GetLinePosition(d.Span.Start))).Select(f => $"{f.Item2.Line}:{f.Item2.Column} {f.d.Message}")];
}
