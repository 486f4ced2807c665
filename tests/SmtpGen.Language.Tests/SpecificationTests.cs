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
    public void A_removed_extension_takes_those_along_that_stand_in_it_or_need_it()
    {
        var specification = Compile(
            "protocol P {\n" + Body +
            """
                command MAIL [params] { from Connected => ok -> same }
                extension OUTER { extension INNER { extension CORE { command CORE { from Connected => ok -> same } } } }
                extension NEEDY with inner { param MAIL "NEEDY" }
                extension OTHER { param MAIL "OTHER" }
            }
            protocol Q extends P { remove extension OUTER }
            """);

        Assert.Empty(specification.Diagnostics);
        var (whole, rest) = (specification.Protocols[0], specification.Protocols[1]);
        Assert.Equal(["OUTER", "INNER", "CORE", "NEEDY", "OTHER"], whole.Extensions.Select(e => e.Keyword));
        Assert.Equal(["", "OUTER", "OUTER INNER", "OUTER INNER", ""], whole.Extensions.Select(Needed));
        Assert.Equal(["OTHER"], rest.Extensions.Select(e => e.Keyword));
        Assert.Equal(["QUIT", "NOOP", "MAIL"], rest.Commands.Select(c => c.Verb));
        Assert.Equal(["OTHER"], Mail(rest).Parameters.Select(p => p.Keyword));

        string Needed(ExtensionModel extension) => string.Join(" ", extension.With.Select(i => whole.Extensions[i].Keyword));
    }

    [Fact]
    public void A_renamed_verb_is_renamed_in_the_texts_of_replies_and_in_translations()
    {
        var specification = Compile(
            "protocol P {\n" + Body +
            """
                reply spoken (NOOP) 250 2.0.0 "NOOP {NOOP}, NOOPS, NO-NOOP, noop" { meaning "Say NOOP." }
                command SAY { from Connected => ok, spoken -> same }
            }
            help ja for P
            reply spoken { meaning "NOOPと(NOOP)" }
            reply refused { meaning "いいえ" seen "いつも" fix "なし" }
            """,
            "protocol Q extends P { rename command NOOP to PING }\nprotocol R extends Q { rename command PING to BEEP }");

        Assert.Empty(specification.Diagnostics);
        Assert.Equal(["NOOP", "PING", "BEEP"], specification.Protocols.Select(p => p.Commands[1].Verb));
        foreach (var protocol in specification.Protocols)
        {
            string verb = protocol.Commands[1].Verb;
            int spoken = protocol.Replies.ToList().FindIndex(r => r.Name == "spoken");
            Assert.Equal(
                [$"{verb} ", "NOOP", ", NOOPS, NO-NOOP, noop"], protocol.Replies[spoken].Lines[0].Select(part => part.Text));
            Assert.Equal($"Say {verb}.", protocol.Replies[spoken].Help.Meaning);
            Assert.Equal($"{verb}と({verb})", Assert.Single(protocol.Helps).Replies[spoken].Meaning);
        }
    }

    [Fact]
    public void A_renamed_verb_is_renamed_in_doc_comments()
    {
        var specification = Compile(
            "protocol P {\n" + Body.Replace("initial", "/// Before NOOP.\ninitial", StringComparison.Ordinal) +
            """
                /// After NOOP.
                body B { => ok -> Connected; bad framing => bye -> Closed }
                limits {
                    /// Bound of NOOP.
                    most 5 in 1 .. 10
                }
                options {
                    /// Switch of NOOP.
                    quiet off
                }
                flags {
                    /// NOOP came.
                    tried
                }
                words {
                    /// Text of NOOP.
                    motto
                }
                /// Follows NOOP.
                extension SAYING { /// SAY, not NOOP.
                    command SAY { from Connected => ok sets tried -> same } }
            }
            """,
            "protocol Q extends P { rename command NOOP to PING }");

        var (p, q) = (specification.Protocols[0], specification.Protocols[1]);
        Assert.Equal(["Before NOOP.", "After NOOP.", "Bound of NOOP.", "Switch of NOOP.", "NOOP came.", "Text of NOOP.", "Follows NOOP.", "SAY, not NOOP."], Docs(p));
        Assert.Equal(Docs(p).Select(doc => doc.Replace("NOOP", "PING", StringComparison.Ordinal)), Docs(q));

        static IEnumerable<string> Docs(ProtocolModel protocol) =>
        [
            protocol.States[0].Doc, protocol.Bodies[0].Doc, protocol.Limits[0].Doc, protocol.Options[0].Doc, protocol.Flags[0].Doc, protocol.Words[0].Doc,
            protocol.Extensions[0].Doc, protocol.Commands.Single(command => command.Verb == "SAY").Doc,
        ];
    }

    [Fact]
    public void What_is_said_of_one_capture_is_said_of_all_of_its_name()
    {
        var specification = Compile(
            "protocol P {\n" + Body +
            """
                limits { most 5 in 1 .. 10 }
                command SEND "A" (n: DIGIT as u64 at most most else refused) / "B" (n: 2DIGIT) { from Connected => ok -> same }
            }
            """);

        Assert.Empty(specification.Diagnostics);
        var capture = Assert.Single(Assert.Single(specification.Protocols).Commands.Single(c => c.Verb == "SEND").Captures);
        Assert.Equal(CaptureKind.Number, capture.Kind);
        Assert.Equal(0, capture.Limit);
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

    private static Specification Compile(string text, string more = "") =>
        SpecFiles.Compile(("p.protocol", text), ("base.protocol", s_shared), ("q.protocol", more));
}
