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
            TrackingNames.ReadSpec, TrackingNames.ParseSpec, TrackingNames.ParseGrammar, TrackingNames.BindProtocols, TrackingNames.Protocol,
        ];
        Assert.All(steps, step => Assert.All(after.Reasons(step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason)));
        Assert.Equal(IncrementalStepRunReason.Cached, after.OutputReason("Smtp"));
    }

    [Fact]
    public void A_comment_in_a_specification_emits_nothing_again()
    {
        var old = File("smtp.protocol");

        var after = Generation.Run(s_protocols).Edit(old, new SpecText(old.Path, "// A comment.\n" + old.Text));

        Assert.Single(after.Reasons(TrackingNames.ParseSpec), IncrementalStepRunReason.Modified);
        Assert.Equal([IncrementalStepRunReason.Unchanged], after.Reasons(TrackingNames.BindProtocols));
        Assert.All(
            after.Reasons(TrackingNames.Protocol),
            reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, $"{reason}"));
        Assert.Equal(IncrementalStepRunReason.Cached, after.OutputReason("Smtp"));
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
    public void The_text_of_a_reply_reaches_the_output()
    {
        var old = File("smtp-replies.protocol");

        var after = Generation.Run(s_protocols).Edit(old, old.Replace("\"Sender ok\"", "\"Sender accepted\""));

        // LMTP inherits the reply, POP3 has nothing to do with it.
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified],
            after.Reasons(TrackingNames.Protocol));
        Assert.Equal(IncrementalStepRunReason.Modified, after.OutputReason("Smtp"));
        Assert.Equal(IncrementalStepRunReason.Cached, after.OutputReason("Pop3"));
        Assert.Contains(after.Files.Values, text => text.Contains("Sender accepted"));
    }

    [Theory]
    [InlineData("First", "Second")]
    [InlineData("Second", "First")]
    public void An_edit_of_one_protocol_emits_only_that_protocol_again(string edited, string other)
    {
        SpecText[] files = [SmallSpec.Shared, SmallSpec.Protocol("First"), SmallSpec.Protocol("Second")];
        var old = files.Single(file => file.Path == $"/spec/{edited}.protocol");

        var after = Generation.Run(files).Edit(old, old.Replace("You said", "You wrote"));

        Assert.Equal(IncrementalStepRunReason.Modified, after.OutputReason(edited));
        Assert.Equal(IncrementalStepRunReason.Cached, after.OutputReason(other));
    }

    private static SpecText File(string name) => s_protocols.Single(file => file.Path == "/spec/" + name);
}
