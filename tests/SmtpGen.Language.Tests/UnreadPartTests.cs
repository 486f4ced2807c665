namespace SmtpGen.Language.Tests;

/// <summary>What could not be read is reported once: what refers to it is not wrong for that.</summary>
public sealed class UnreadPartTests
{
    private const string Rest =
        """
            include "base.protocol"
            states { initial Connected; final Closed }
            command NOOP { from Connected => ok -> same }
            policy { NOOP need greeted else refused }
            command HELO { from Connected => ok sets greeted -> same }
            flags { greeted }
            reply ok 250 2.0.0 "Ok"

        """;

    [Theory]
    [InlineData("command NOOP", "comand NOOP")]
    [InlineData("flags {", "flag {")]
    [InlineData("reply ok 250", "repl ok 250")]
    [InlineData("states { initial", "states { : initial")]
    [InlineData("include", "inclde")]
    [InlineData("final Closed }", "final Closed; }}")]
    public void What_refers_to_it_has_no_finding(string right, string wrong)
    {
        Assert.Empty(Find(Rest));
        Assert.Equal(["SGP0001"], Find(Rest.Replace(right, wrong, StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void A_grammar_that_could_not_be_named_hides_its_rules() =>
        Assert.Equal(["SGP0001"], Find(Rest + "    gramar \"g.abnf\"\n    command ECHO (word: wird) { from Connected => ok -> same }\n"));

    [Fact]
    public void A_name_that_stands_nowhere_else_is_still_found() =>
        Assert.Equal(["SGP0001", "SGP0010"], Find(Rest + "    comand WHO { from Connected => ok -> same }\n    command YES { from Nowhere => ok -> same }\n"));

    [Fact]
    public void What_an_inherited_protocol_could_not_declare_is_not_missed_by_those_that_extend_it() =>
        Assert.Equal(
            ["SGP0001"],
            SpecFiles.Compile(Files(Rest + "    comand WHO { from Connected => ok -> same }\n}\nprotocol Q extends P {\n    rename command WHO to WHOM\n"))
                .Diagnostics.Select(finding => finding.Rule.Id));

    private static List<string> Find(string members) => [.. SpecFiles.Compile(Files(members)).Diagnostics.Select(finding => finding.Rule.Id)];

    private static (string, string)[] Files(string members) =>
        [("p.protocol", "protocol P {\n" + members + "}\n"), ("base.protocol", File.ReadAllText(SpecFiles.SharedExample)), ("g.abnf", "wird = \"wyrd\"\n")];
}
