namespace SmtpGen.Language.Tests;

/// <summary>Comments that silence a finding.</summary>
public sealed class SuppressionTests
{
    [Theory]
    [InlineData("reply spare 251 2.0.0 \"Spare\" // sgp: allow SGP0301 because it comes later")]
    [InlineData("// sgp: allow SGP0301 because it comes later\n\n// Another comment.\nreply spare 251 2.0.0 \"Spare\"")]
    [InlineData("//sgp:allow SGP0301 because it comes later\nreply spare 251 2.0.0 \"Spare\"")]
    public void A_finding_is_silent_in_the_line_of_the_comment_or_below_it(string line) => Assert.Empty(Found(line));

    [Fact]
    public void A_comment_may_name_several_and_is_at_home_in_any_line_end() =>
        Assert.Empty(Found("// sgp: allow SGP0301, SGP0501 because it comes later\r\nreply spare 450 4.0.0 \"Spare\""));

    [Theory]
    [InlineData("// sgp: allow SGP0301 because it comes later\nreply more 250 2.0.0 \"Ok\"\nreply spare 251 2.0.0 \"Spare\"")]
    [InlineData("reply more 250 2.0.0 \"Ok\" // sgp: allow SGP0301 because it comes later\nreply spare 251 2.0.0 \"Spare\"")]
    public void Only_that_line_is_silent(string lines) => Assert.Contains("'spare'", Assert.Single(Found(lines)));

    [Theory]
    [InlineData("// sgp: allow SGP0301\nreply spare 251 2.0.0 \"Spare\"", "reason is missing")]
    [InlineData("// sgp: allow SGP0301 because\nreply spare 251 2.0.0 \"Spare\"", "reason is missing")]
    public void Without_a_reason_nothing_is_silent(string line, string message)
    {
        var found = Found(line);

        Assert.Contains(found, finding => finding.StartsWith("SGP0301", StringComparison.Ordinal));
        Assert.Contains(found, finding => finding.StartsWith("SGP0602", StringComparison.Ordinal) && finding.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("// sgp: allow SGP9999 because I like it", "no finding 'SGP9999'")]
    [InlineData("// sgp: allow because I like it", "No id")]
    [InlineData("// sgp: allow SGP0010 because I like it", "cannot be silenced: the generated code would be wrong")]
    [InlineData("// sgp: allow SGP0602 because I like it", "cannot be silenced: correct the comment")]
    [InlineData("// sgp: allow SGP0301 because I like it", "There is no SGP0301 in line")]
    public void A_comment_that_silences_nothing_is_a_finding(string comment, string message) =>
        Assert.Contains(message, Assert.Single(Found(comment)));

    [Fact]
    public void An_error_that_makes_the_code_wrong_stays()
    {
        var found = Found("command PING { from Connected => okk -> same } // sgp: allow SGP0010 because I like it");

        Assert.Contains(found, finding => finding.StartsWith("SGP0010", StringComparison.Ordinal));
        Assert.Contains(found, finding => finding.Contains("cannot be silenced", StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_about_what_a_code_promises_is_silenced() => Assert.Empty(Found(
        "command GO { from Connected => ok -> same => refused -> Closed }\nstates { Spare } // sgp: allow SGP0201 because a later version leads there"));

    [Fact]
    public void While_checks_wait_it_is_not_known_whether_a_comment_silences_nothing() => Assert.DoesNotContain(
        Found("reply spare 251 2.0.0 \"Spare\" // sgp: allow SGP0301 because it comes later\ncommand PING { from Connected => okk -> same }"),
        finding => finding.StartsWith("SGP0602", StringComparison.Ordinal));

    private static List<string> Found(string lines) =>
    [
        .. SpecFiles.Compile(
            ("a.protocol", "protocol P {\ninclude \"base.protocol\"\nstates { initial Connected; final Closed }\ncommand NOOP { from Connected => ok -> same }\nreply ok 250 2.0.0 \"Ok\"\n" + lines + "\n}\n"),
            ("base.protocol", File.ReadAllText(SpecFiles.SharedExample))).Diagnostics.Select(finding => $"{finding.Rule.Id} {finding.Message}"),
    ];
}
