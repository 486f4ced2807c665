using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;

namespace SmtpGen.Language.Tests;

/// <summary>Families: what a protocol has without saying it.</summary>
public class FamilyTests
{
    private const string Members = """

            states { initial Connected; final Over; final Closed }
            connect { => welcome -> Connected }
            command QUIT { from * => bye -> Closed }
            reply welcome 220 "{host} ready"
            reply bye     221 "Bye"
        """;

    /// <summary>The families that are shipped.</summary>
    public static TheoryData<string> Shipped => [.. Families.Names];

    [Fact]
    public void A_protocol_of_one_command_needs_its_family_and_five_members()
    {
        var compiled = Compile("family coded");

        Assert.Empty(compiled.Diagnostics);
        var protocol = Assert.Single(compiled.Protocols);
        Assert.Equal("not-understood", Reply(protocol, OtherwiseInput.UnknownVerb).Name);
    }

    [Fact]
    public void End_is_the_first_final_state()
    {
        var protocol = Assert.Single(Compile("family coded").Protocols);

        var idle = protocol.Otherwise.Single(row => row.Input == OtherwiseInput.Idle);
        Assert.Equal("Over", protocol.States[idle.Target].Name);
    }

    [Fact]
    public void A_state_of_that_name_is_no_other()
    {
        var compiled = SpecFiles.Compile(("p.protocol", """
            protocol P {
                family coded
                states { initial Connected; final Over; final end }
                connect { => welcome -> Connected }
                command QUIT { from * => welcome -> Over }
                reply welcome 220 "Ready"
            }
            """));

        Assert.Empty(compiled.Diagnostics);
        var protocol = Assert.Single(compiled.Protocols);
        Assert.Equal("end", protocol.States[protocol.Otherwise.Single(row => row.Input == OtherwiseInput.Idle).Target].Name);
    }

    [Fact]
    public void A_row_of_the_protocol_replaces_that_of_the_family()
    {
        var compiled = Compile("family coded  otherwise { idle => bye -> Closed }");

        Assert.Empty(compiled.Diagnostics);
        Assert.Equal("bye", Reply(compiled.Protocols[0], OtherwiseInput.Idle).Name);
        Assert.Equal("closing", Reply(compiled.Protocols[0], OtherwiseInput.Shutdown).Name);
    }

    [Fact]
    public void A_reply_of_the_protocol_replaces_that_of_the_family()
    {
        var compiled = Compile("family coded  reply closing 400 \"Over\"");

        Assert.Empty(compiled.Diagnostics);
        Assert.Equal(400, Reply(compiled.Protocols[0], OtherwiseInput.Idle).Code);
    }

    [Fact]
    public void A_reply_of_the_family_that_nothing_gives_is_left_out()
    {
        string rows = string.Join("; ", OtherwiseBinder.Inputs.Keys.Select((input, i) => $"{input} => bye -> {(i == 0 ? "Over" : "Closed")}"));
        var compiled = Compile($"family coded  otherwise {{ {rows} }}");

        Assert.Empty(compiled.Diagnostics);
        Assert.Equal(["welcome", "bye"], compiled.Protocols[0].Replies.Select(reply => reply.Name));
    }

    [Fact]
    public void A_command_may_give_a_reply_of_the_family()
    {
        var compiled = Compile("family coded  command FAIL { from Connected => bye, failed -> same }");

        Assert.Empty(compiled.Diagnostics);
    }

    [Fact]
    public void A_translation_of_the_protocol_is_completed_by_that_of_the_family()
    {
        var compiled = SpecFiles.Compile(
            ("p.protocol", $"protocol P {{ family coded {Members} }}"),
            ("p.help", "help ja for P"));

        Assert.Empty(compiled.Diagnostics);
        Assert.All(compiled.Protocols[0].Helps.Single().Replies.Where((_, i) => compiled.Protocols[0].Replies[i].Help.Meaning.Length > 0), text => Assert.NotEmpty(text.Meaning));
    }

    [Fact]
    public void A_file_is_a_family_too()
    {
        var compiled = SpecFiles.Compile(
            ("dir/p.protocol", $"protocol P {{ family \"house.protocol\" {Members} }}"),
            ("dir/house.protocol", "family coded\nrules { 221 end session }"));

        Assert.Empty(compiled.Diagnostics);
    }

    [Fact]
    public void A_protocol_that_extends_another_has_its_family()
    {
        var compiled = SpecFiles.Compile(("p.protocol", $"protocol P {{ family coded {Members} }} protocol Q extends P {{ change otherwise {{ idle => bye -> Closed }} }}"));

        Assert.Empty(compiled.Diagnostics);
        Assert.Equal("bye", Reply(compiled.Protocols.Single(p => p.Name == "Q"), OtherwiseInput.Idle).Name);
        Assert.Equal("closing", Reply(compiled.Protocols.Single(p => p.Name == "P"), OtherwiseInput.Idle).Name);
    }

    [Fact]
    public void A_family_that_there_is_not_is_found_with_those_that_there_are()
    {
        var finding = Compile("family coed").Diagnostics.First();

        Assert.Contains("There is no family 'coed'; there are coded, mail", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'coded'?", finding.Message, StringComparison.Ordinal);
        Assert.Equal("Write 'coded'", finding.Fix?.Title);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_family_is_read_without_a_finding(string name) => Assert.Empty(Families.Find(name)!.Diagnostics);

    [Theory]
    [InlineData("221 end session", "SGP0305")]
    [InlineData("intermediate reads", "SGP0306")]
    [InlineData("refusals stay", "SGP0307")]
    [InlineData("refusals explained", "SGP0501")]
    [InlineData("enhanced matches", "SGP0302")]
    public void A_rule_holds_where_it_is_said_and_is_relaxed_by_not(string rule, string id)
    {
        const string breaking = """
              states { Next }
              command A { from * => bye, odd, go-on -> Next }
              command B { from * => refused -> Next }
              reply odd 250 5.0.0 "Odd"
              reply go-on 350 "Go on"
              reply refused 550 "Refused"
            """;

        Assert.Empty(Compile("family coded" + breaking).Diagnostics);
        Assert.Contains(id, Compile($"family coded rules {{ {rule} }}" + breaking).Diagnostics.Select(finding => finding.Rule.Id));
        Assert.Empty(SpecFiles.Compile(
            ("p.protocol", $"protocol P {{ family \"house.protocol\" rules {{ not {rule} }} {breaking} {Members} }}"),
            ("house.protocol", $"family coded rules {{ {rule} }}")).Diagnostics);
    }

    [Fact]
    public void A_rule_that_there_is_not_is_found()
    {
        var finding = Compile("family coded rules { refusal stays }").Diagnostics.Single();

        Assert.Contains("There is no rule 'refusal stays'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_family_that_is_named_twice_says_nothing_more()
    {
        Assert.Empty(Compile("family coded\nfamily coded").Diagnostics);
        Assert.Empty(SpecFiles.Compile(("p.protocol", $"protocol P {{ family coded {Members} }} protocol Q extends P {{ family coded }}")).Diagnostics);
        Assert.Empty(SpecFiles.Compile(
            ("p.protocol", $"protocol P {{ family \"a.protocol\"\nfamily \"b.protocol\" {Members} }}"),
            ("a.protocol", "family coded\nreply closing 420 \"Over\""),
            ("b.protocol", "family coded\nreply closing 422 \"Late\"")).Diagnostics);
    }

    [Fact]
    public void What_a_protocol_inherits_is_said_already()
    {
        var compiled = SpecFiles.Compile(
            ("p.protocol", $"protocol P {{ family coded {Members} }} protocol Q extends P {{ family \"house.protocol\" }}"),
            ("house.protocol", "otherwise { idle => late -> end }\nreply late 422 \"Late\""));

        Assert.Empty(compiled.Diagnostics);
        Assert.Equal("closing", Reply(compiled.Protocols.Single(p => p.Name == "Q"), OtherwiseInput.Idle).Name);
    }

    [Theory]
    [InlineData("p.protocol", "")]
    [InlineData("a.protocol", "family \"b.protocol\"")]
    [InlineData("a.protocol", "family \"a.protocol\"")]
    public void A_family_cannot_stand_on_itself(string named, string a)
    {
        var compiled = SpecFiles.Compile(
            ("p.protocol", $"protocol P {{ family coded\nfamily \"{named}\" {Members} }}"),
            ("a.protocol", a),
            ("b.protocol", "family \"a.protocol\""));

        Assert.Contains(compiled.Diagnostics, finding => finding.Rule.Id == "SGP0013" && finding.Message.Contains("would stand on itself", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("statuses { positive \"+OK\"; negative \"-ERR\" }")]
    [InlineData("reply closing (why) 421 \"{why}\"")]
    public void What_does_not_fit_a_shipped_family_is_found_once_where_the_protocol_adopts_it(string member)
    {
        var findings = Compile($"family coded {member}").Diagnostics.Where(finding => finding.Message.Contains("coded.family(", StringComparison.Ordinal));

        Assert.Equal("coded", Assert.Single(findings).Source.GetText(findings.Single().Span));
    }

    [Fact]
    public void No_finding_stands_in_the_file_of_a_shipped_family()
    {
        var compiled = SpecFiles.Compile(("p.protocol", $"protocol P {{ family coded {Members} }} protocol Q extends P {{ remove reply closing }}"));

        var finding = Assert.Single(compiled.Diagnostics);
        Assert.Equal("p.protocol", finding.Source.Path);
        Assert.StartsWith("What is changed here makes coded.family(", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("command NOOP { from * => bye -> Closed }", "command")]
    [InlineData("states { Next }", "states")]
    [InlineData("connect { => bye -> Closed }", "connect")]
    public void A_family_holds_only_what_a_protocol_can_say_otherwise(string member, string keyword)
    {
        var compiled = SpecFiles.Compile(
            ("p.protocol", $"protocol P {{ family \"house.protocol\" {Members} }}"),
            ("house.protocol", $"family coded\n{member}"));

        Assert.Contains($"write '{keyword}' into the protocol", Assert.Single(compiled.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_flags_and_words_of_the_protocol_replace_those_of_the_family()
    {
        const string settings = "options { lax on }\nflags { known }\nwords { motto }\nlines { any blanks when lax }\n";
        var compiled = SpecFiles.Compile(
            ("p.protocol", $"protocol P {{ family \"house.protocol\" {settings} command SAY {{ from Connected => said sets known -> same }} policy {{ SAY needs not known else failed }} reply said 200 \"{{motto}}\" {Members} }}"),
            ("house.protocol", "family coded\n" + settings.Replace("on }", "off }", StringComparison.Ordinal)));

        Assert.Empty(compiled.Diagnostics);
        Assert.True(compiled.Protocols.Single().Options.Single().Default);
    }

    [Fact]
    public void A_translation_of_another_protocol_brings_in_none_of_the_family()
    {
        var compiled = SpecFiles.Compile(
            ("p.protocol", $"protocol P {{ family coded reply odd 500 \"Odd\" {{ meaning \"m\" seen \"s\" fix \"f\" }} command ODD {{ from * => odd -> same }} {Members} }}"),
            ("r.protocol", $"protocol R {{ family coded {Members} }}"),
            ("r.help", "help ja for R"));

        Assert.Empty(compiled.Diagnostics);
        Assert.Empty(compiled.Protocols.Single(p => p.Name == "P").Helps);
    }

    [Theory]
    [InlineData("same", "leads to the state that the session is in")]
    [InlineData("end", "leads to a final state")]
    public void A_state_cannot_have_the_name_of_another_target(string name, string says)
    {
        var compiled = Compile($"family coded  states {{ {name} }}  command GO {{ from Connected => welcome -> {name} }}");

        Assert.Contains(compiled.Diagnostics, finding => finding.Message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void A_family_without_a_name_is_found_where_the_name_is_missing()
    {
        var finding = Assert.Single(Compile("family\nlines { max 600 }").Diagnostics);

        Assert.Contains("Expected the name of a family", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A to C", "C, A B, C-X, C.")]
    [InlineData("\"A B\" to C", "A, C, C-X, A.")]
    [InlineData("\"A B\" to \"C D\"", "A, C D, C-X, A.")]
    [InlineData("HELP to B", "A, A B, C-X, A.")]
    public void A_verb_that_is_renamed_is_no_word_of_another_verb_in_the_texts(string rename, string text)
    {
        var compiled = SpecFiles.Compile(("p.protocol", $$"""
            protocol P {
                family coded
                command A { from * => help -> same }
                command "A B" { from * => help -> same }
                command HELP { from * => help -> same }
                reply help 214 "A, A B, C-X, A."
                {{Members}}
            }
            protocol Q extends P { rename command {{rename}} }
            """));

        Assert.Empty(compiled.Diagnostics);
        Assert.Equal(text, compiled.Protocols.Single(p => p.Name == "Q").Replies.Single(reply => reply.Name == "help").Lines[0][0].Text);
    }

    [Fact]
    public void A_slot_without_a_name_is_found()
    {
        var finding = Compile("family coded  command A { from * => odd -> same }  reply odd 200 \"{}\"").Diagnostics[0];

        Assert.Contains("A slot in the text has no name", finding.Message, StringComparison.Ordinal);
    }

    private static Specification Compile(string members) => SpecFiles.Compile(("p.protocol", $"protocol P {{ {members} {Members} }}"));

    private static ReplyModel Reply(ProtocolModel protocol, OtherwiseInput input) =>
        protocol.Replies[protocol.Otherwise.Single(row => row.Input == input).Reply];
}
