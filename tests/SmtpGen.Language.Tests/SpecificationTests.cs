using SmtpGen.Language.Model;

namespace SmtpGen.Language.Tests;

/// <summary>How the compiler goes on after errors, and how files and protocols build on each other.</summary>
public sealed class SpecificationTests
{
    private const string Body =
        """
            include "base.protocol"
            states { initial Connected; final Closed }
            command NOOP { from Connected => ok -> same }
            reply ok 250 2.0.0 "Ok"

        """;

    private static readonly string s_shared = File.ReadAllText(SpecFiles.SharedExample);

    [Fact]
    public void Three_errors_give_three_findings_and_the_rest_survives()
    {
        var specification = Compile(
            "protocol P {\n" + Body +
            """
                command BAD1 { from Connected ok -> same }
                command NEXT { from Connected => ok -> same }
                limits { size 5 in 1 }
                reply odd 250 Ok
                command LAST { from Connected => ok -> same }
            }
            """);

        // The third is seen only where the next member begins, which is read all the same.
        Assert.Equal([6, 8, 10], specification.Diagnostics.Select(d => d.Source.GetLinePosition(d.Span.Start).Line));
        Assert.All(specification.Diagnostics, d => Assert.Equal("SGP0001", d.Rule.Id));
        Assert.Equal(["QUIT", "NOOP", "NEXT", "LAST"], Assert.Single(specification.Protocols).Commands.Select(c => c.Verb));
    }

    [Fact]
    public void Included_members_stand_where_the_include_stands()
    {
        var specification = SpecFiles.Compile(
            ("a/p.protocol", "protocol P {\n" + Body + "    include \"more/x.protocol\"\n}"),
            ("a/base.protocol", s_shared),
            ("a/more/x.protocol", "include \"../y.protocol\"\ncommand XONE { from Connected => ok -> same }"),
            ("a/y.protocol", "command YTWO { from Connected => ok -> same }"));

        Assert.Empty(specification.Diagnostics);
        Assert.Equal(["QUIT", "NOOP", "YTWO", "XONE"], Assert.Single(specification.Protocols).Commands.Select(c => c.Verb));
    }

    [Fact]
    public void A_protocol_inherits_what_it_extends_and_does_not_remove()
    {
        var specification = Compile(
            "protocol P {\n" + Body + "}\n" +
            """
            protocol Q extends P {
                remove command NOOP
                command PING { from Connected => ok -> same }
            }
            """);

        Assert.Empty(specification.Diagnostics);
        Assert.Equal(["P", "Q"], specification.Protocols.Select(p => p.Name));
        Assert.Equal(["QUIT", "NOOP"], specification.Protocols[0].Commands.Select(c => c.Verb));
        Assert.Equal(["QUIT", "PING"], specification.Protocols[1].Commands.Select(c => c.Verb));
    }

    [Fact]
    public void A_removed_extension_takes_its_parameters_along()
    {
        var specification = Compile(
            "protocol P {\n" + Body +
            """
                flags { extended }
                extensions when extended
                command MAIL [params] { from Connected => ok sets extended -> same }
                extension EXTRA { param MAIL "EXTRA" }
            }
            protocol Q extends P { remove extension EXTRA }
            """);

        Assert.Empty(specification.Diagnostics);
        Assert.Equal(["EXTRA"], Mail(specification.Protocols[0]).Parameters.Select(p => p.Keyword));
        Assert.Empty(Mail(specification.Protocols[1]).Parameters);
        Assert.Empty(specification.Protocols[1].Extensions);
    }

    [Fact]
    public void A_row_that_counts_may_be_changed_and_leaves_with_its_last_command()
    {
        var specification = Compile(
            "protocol P {\n" + Body +
            """
                limits { noops 10 in 1 .. 100; oks 10 in 1 .. 100 }
                otherwise {
                    more than noops of NOOP => refused -> same
                    more than oks answered ok until bye -> Closed
                }
            }
            protocol Q extends P { remove command NOOP command PING { from Connected => ok -> same } }
            protocol R extends P { change otherwise { more than noops of NOOP, QUIT => bye -> Closed } }
            """);

        Assert.Empty(specification.Diagnostics);
        Assert.Equal(["noops: NOOP", "oks: "], Tallies(specification.Protocols[0]));
        Assert.Equal(["oks: "], Tallies(specification.Protocols[1]));
        Assert.Equal(["oks: ", "noops: QUIT, NOOP"], Tallies(specification.Protocols[2]));

        static IEnumerable<string> Tallies(ProtocolModel protocol) => protocol.Tallies.Select(
            t => $"{protocol.Limits[t.Limit].Name}: {string.Join(", ", t.Commands.Select(c => protocol.Commands[c].Verb))}");
    }

    [Fact]
    public void A_row_that_counts_names_limits_verbs_and_replies_that_there_are()
    {
        var specification = Compile(
            "protocol P {\n" + Body +
            """
                limits { noops 10 in 1 .. 100 }
                otherwise {
                    more than nops of NOOP => refused -> same
                    more than noops of NOP answered okay until by => refused -> same
                }
            }
            """);

        Assert.Equal(
            ["nops", "NOP", "okay", "by"], specification.Diagnostics.Select(d => d.Source.Text.Substring(d.Span.Start, d.Span.Length)));
        Assert.All(specification.Diagnostics, d => Assert.Equal("SGP0010", d.Rule.Id));
    }

    [Fact]
    public void A_row_that_counts_says_what()
    {
        var specification = Compile(
            "protocol P {\n" + Body + "    limits { noops 10 in 1 .. 100 }\n    otherwise { more than noops => refused -> same }\n}");

        Assert.Contains("'of' and verbs, or 'answered' and replies", Assert.Single(specification.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_may_keep_the_spaces_at_the_end_of_its_line()
    {
        var specification = Compile(
            "protocol P {\n" + Body + "    command SAY (text: 1*( SP / VCHAR )) { from Connected keeps trailing spaces => ok -> same }\n}\n"
            + "protocol Q extends P { change command NOOP { keeps trailing spaces } }");

        Assert.Equal(["SAY"], Keeping(specification.Protocols[0]));
        Assert.Equal(["NOOP", "SAY"], Keeping(specification.Protocols[1]));

        static IEnumerable<string> Keeping(ProtocolModel protocol) => protocol.Commands.Where(c => c.KeepsSpaces).Select(c => c.Verb);
    }

    [Fact]
    public void An_extension_adds_states_to_a_group_wherever_the_group_is_declared()
    {
        var specification = Compile(
            """
            protocol P {
                include "base.protocol"
                extension EXTRA {
                    states { Inner { Added } }
                    command ADD { from Outer => ok -> Added }
                }
                states { Outer { initial Connected; Inner { Idle } }; final Closed }
                command IDLE { from Outer => ok -> Idle }
                reply ok 250 2.0.0 "Ok"
            }
            """);

        Assert.Empty(specification.Diagnostics);
        var protocol = Assert.Single(specification.Protocols);
        Assert.Equal(["Connected", "Idle", "Added"], Members("Outer"));
        Assert.Equal(["Idle", "Added"], Members("Inner"));

        IEnumerable<string> Members(string group) =>
            protocol.Groups.Single(g => g.Name == group).Members.Select(state => protocol.States[state].Name);
    }

    private static CommandModel Mail(ProtocolModel protocol) => protocol.Commands.Single(c => c.Verb == "MAIL");

    private static Specification Compile(string text) => SpecFiles.Compile(("p.protocol", text), ("base.protocol", s_shared));
}
