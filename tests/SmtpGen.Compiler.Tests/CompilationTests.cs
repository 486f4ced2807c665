using SmtpGen.Language;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Tests;

public class CompilationTests
{
    [Fact]
    public void The_shipped_protocols_compile_without_a_warning()
    {
        var generation = Generation.Run(Repository.ReadProtocols());

        Assert.Contains("Smtp.ServerMachine.g.cs", generation.Files.Keys);
        Assert.Empty(generation.Diagnostics());
    }

    [Fact]
    public void A_small_protocol_compiles_without_a_warning()
    {
        var generation = Generation.Run(SmallSpec.Shared, SmallSpec.Protocol("Talk"));

        Assert.Contains("Talk.ServerMachine.g.cs", generation.Files.Keys);
        Assert.Empty(generation.Diagnostics());
    }

    [Fact]
    public void Chunks_lines_upgrades_statuses_and_sent_lines_compile_without_a_warning()
    {
        var generation = Generation.Run(RelaySpec.All);

        Assert.Contains("Relay.ServerMachine.g.cs", generation.Files.Keys);
        Assert.Contains("Local.ServerMachine.g.cs", generation.Files.Keys);
        Assert.Contains("Fetch.ServerMachine.g.cs", generation.Files.Keys);
        Assert.Empty(generation.Diagnostics());
    }

    [Fact]
    public void The_specifications_that_are_compiled_here_have_no_findings()
    {
        var files = RelaySpec.All.Select(spec => SpecFile.Parse(new SourceText(spec.Path, spec.Text)));

        Assert.Empty(Specification.Compile(files, []).Diagnostics.Select(finding => finding.ToString()));
    }

    [Fact]
    public void A_missing_comment_in_the_project_is_a_finding()
    {
        var generation = Generation.Run(SmallSpec.Shared, SmallSpec.Protocol("Talk")).EditCode("namespace Example;\npublic enum Bare;\n");

        Assert.Equal(["CS1591"], generation.Diagnostics().Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void A_broken_command_takes_nothing_else_along()
    {
        var whole = SmallSpec.Protocol("Talk");
        var broken = whole.Replace(
            "    reply echoed",
            "    command BROKEN { from Connected ok -> same }\n    command AFTER { from Connected => refused -> same }\n    reply echoed");

        var generation = Generation.Run(SmallSpec.Shared, broken);

        Assert.Equal(Generation.Run(SmallSpec.Shared, whole).Files.Keys.Order(), generation.Files.Keys.Order());
        string states = generation.Files["Talk.States.g.cs"];
        Assert.Contains("Echo", states);
        Assert.Contains("After", states);
        Assert.DoesNotContain("Broken", states);
        Assert.Empty(generation.Diagnostics());
    }

    [Fact]
    public void An_error_in_a_specification_is_reported_by_the_generator_itself_where_it_stands()
    {
        var broken = SmallSpec.Protocol("Talk").Replace("=> echoed  -> same", "=> echoed  -> Nowhere");

        var findings = Generation.Run(SmallSpec.Shared, broken).Result.Diagnostics.Select(finding => finding.ToString());

        Assert.Contains(findings, finding => finding.StartsWith("/spec/Talk.protocol(14,23): error SGP0010: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_broken_protocol_leaves_its_neighbour_alone()
    {
        var talk = SmallSpec.Protocol("Talk");
        var broken = SmallSpec.Protocol("Broken").Replace("initial Connected", "initial initial {");

        var alone = Generation.Run(SmallSpec.Shared, talk).Files;
        var together = Generation.Run(SmallSpec.Shared, talk, broken).Files;

        Assert.All(alone, file => Assert.Equal(file.Value, together[file.Key]));
    }
}
