using Microsoft.CodeAnalysis;

namespace SmtpGen.Compiler.Tests;

public class IncrementalTests
{
    private static readonly IReadOnlyList<SpecText> s_protocols = Repository.ReadProtocols();

    [Fact]
    public void An_edit_of_the_projects_code_runs_nothing_again()
    {
        var after = Generation.Run(s_protocols).EditCode("namespace Example;\npublic enum Unrelated;\n");

        string[] steps =
        [
            TrackingNames.ReadSpec, TrackingNames.ParseSpec, TrackingNames.ParseGrammar, TrackingNames.SpecMeaning, TrackingNames.GrammarMeaning,
            TrackingNames.BindProtocols, TrackingNames.Protocol, TrackingNames.EmitFile,
        ];
        Assert.All(steps, step => Assert.All(after.Reasons(step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason)));
        Assert.Empty(after.ReadAgain());
    }

    [Theory]
    [InlineData("smtp.protocol", "protocol Smtp ", "// A comment.\n\nprotocol Smtp // Another one.\n ")]
    [InlineData("smtp.protocol", "sync", "\n\n    sync")]
    [InlineData("help/ja.help", "help ja", "// A comment.\nhelp   ja")]
    public void A_comment_or_a_blank_in_a_specification_binds_nothing_again(string name, string before, string with)
    {
        var old = File(name);

        var after = Generation.Run(s_protocols).Edit(old, old.Replace(before, with));

        Assert.Single(after.Reasons(TrackingNames.ParseSpec), IncrementalStepRunReason.Modified);
        Assert.Single(after.Reasons(TrackingNames.SpecMeaning), IncrementalStepRunReason.Unchanged);
        ReadsNothingAgain(after);
    }

    [Fact]
    public void A_comment_in_a_grammar_binds_nothing_again()
    {
        var old = s_protocols.First(file => file.Path.EndsWith(".abnf", StringComparison.Ordinal));

        var after = Generation.Run(s_protocols).Edit(old, new SpecText(old.Path, "; A comment with \" in it.\n" + old.Text));

        Assert.Single(after.Reasons(TrackingNames.ParseGrammar), IncrementalStepRunReason.Modified);
        Assert.Single(after.Reasons(TrackingNames.GrammarMeaning), IncrementalStepRunReason.Unchanged);
        ReadsNothingAgain(after);
    }

    [Theory]
    [InlineData("/// Is answered", "/// Will be answered")]
    [InlineData("1*8ALPHA", "1*9ALPHA")]
    [InlineData("1*8ALPHA", "1*8ALPHA ")]
    [InlineData("=> refused -> same", "// sgp: allow SGP0302 because it is so\n => refused -> same")]
    public void What_is_more_than_a_comment_is_bound_again(string before, string with)
    {
        var old = SmallSpec.Protocol("First");

        var after = Generation.Run(SmallSpec.Shared, old).Edit(old, old.Replace(before, with));

        Assert.DoesNotContain(IncrementalStepRunReason.Cached, after.Reasons(TrackingNames.BindProtocols));
    }

    [Fact]
    public void Errors_move_with_the_lines_they_stand_in()
    {
        var old = SmallSpec.Protocol("First").Replace("from Connected", "from Conected");

        var after = Generation.Run(SmallSpec.Shared, old).Edit(old, new SpecText(old.Path, "// One.\n// Two.\n" + old.Text));

        Assert.Equal([IncrementalStepRunReason.Cached], after.Reasons(TrackingNames.BindProtocols));
        Assert.Equal(14, Assert.Single(after.Findings()).Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void An_edit_parses_only_its_own_file_again()
    {
        var old = File("smtp-replies.protocol");

        var after = Generation.Run(s_protocols).Edit(old, old.Replace("\"Sender ok\"", "\"Sender accepted\""));

        Assert.Single(after.Reasons(TrackingNames.ParseSpec), reason => reason != IncrementalStepRunReason.Cached);
        Assert.All(after.Reasons(TrackingNames.ParseGrammar), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void The_text_of_a_reply_is_read_again_where_it_stands_in_a_table()
    {
        var old = File("smtp-replies.protocol");

        var after = Generation.Run(s_protocols).Edit(old, old.Replace("\"Sender ok\"", "\"Sender accepted\""));

        // LMTP inherits the reply, POP3 has nothing to do with it.
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified],
            after.Reasons(TrackingNames.Protocol));
        Assert.Equal(["Smtp.ServerTable.Replies"], after.ReadAgain().Where(file => file.Contains("Table")));
        Assert.DoesNotContain("Smtp.Grammar", after.ReadAgain());
        Assert.Equal([IncrementalStepRunReason.Cached], after.OutputReasons("Pop3"));
        Assert.Contains(after.Files.Values, text => text.Contains("Sender accepted"));
    }

    [Fact]
    public void A_pattern_is_read_again_as_a_table()
    {
        var old = SmallSpec.Protocol("First");

        var after = Generation.Run(SmallSpec.Shared, old).Edit(old, old.Replace("1*8ALPHA", "1*9DIGIT"));

        Assert.Contains("First.Grammar", after.ReadAgain());
        Assert.DoesNotContain("First.Handler", after.ReadAgain());
    }

    [Theory]
    [InlineData("First", "Second")]
    [InlineData("Second", "First")]
    public void An_edit_of_one_protocol_emits_only_that_protocol_again(string edited, string other)
    {
        SpecText[] files = [SmallSpec.Shared, SmallSpec.Protocol("First"), SmallSpec.Protocol("Second")];
        var old = files.Single(file => file.Path == $"/spec/{edited}.protocol");

        var after = Generation.Run(files).Edit(old, old.Replace("You said", "You wrote"));

        Assert.Contains(IncrementalStepRunReason.Modified, after.OutputReasons(edited));
        Assert.Equal([IncrementalStepRunReason.Cached], after.OutputReasons(other));
    }

    private static void ReadsNothingAgain(Generation after)
    {
        string[] steps = [TrackingNames.BindProtocols, TrackingNames.Protocol, TrackingNames.EmitFile];
        Assert.All(steps, step => Assert.Equal([IncrementalStepRunReason.Cached], after.Reasons(step).Distinct()));
        Assert.Empty(after.ReadAgain());
    }

    private static SpecText File(string name) => s_protocols.Single(file => file.Path == "/spec/" + name);
}
