using Microsoft.CodeAnalysis;
using SmtpGen.Language;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Tests;

/// <summary>Protocols that extend one of another assembly, whose specification comes along with it.</summary>
public class ReferencedProtocolTests
{
    // A shipped specification has no findings; of this one, the default answer to FOR would be one.
    private static readonly SpecText s_post = SmallSpec.Post.Replace("reply noted (name) 250 2.1.5 \"Noted {name}\"", "reply noted 250 2.1.5 \"Noted\"");

    private static readonly SpecText[] s_shipped = [Shipped(SmallSpec.Shared), Shipped(s_post), Shipped(SmallSpec.Protocol("Talk"))];

    private static readonly SpecText s_own = new(
        "/own/Swift.protocol",
        """
        /// Takes letters, and runs errands.
        protocol Swift extends Post {
            /// Runs an errand.
            command RUN (where: 1*8ALPHA) { from Open => off, refused -> same }
            reply off 250 2.0.0 "Off"
        }

        """);

    [Fact]
    public void Only_the_projects_own_protocol_is_emitted() => Assert.All(
        Generation.Run([.. s_shipped, s_own]).Files.Keys, name => Assert.StartsWith("Swift.", name));

    [Fact]
    public void Nothing_is_emitted_where_there_is_nothing_to_extend_them() => Assert.Empty(Generation.Run(s_shipped).Files);

    [Fact]
    public void The_projects_protocol_compiles_against_the_assembly_that_holds_the_other()
    {
        var library = Generation.Run("Library", [], SmallSpec.Shared, s_post);

        var project = Generation.Run("Project", [library.ToReference()], [.. s_shipped, s_own])
            .EditCode("""
            namespace Project;
            internal sealed class Errands(Library.Post.PostHandler letters) : Swift.SwiftAdapter(letters)
            {
                protected internal override System.Threading.Tasks.ValueTask<Swift.SwiftRunResult> OnRunAsync(
                    Swift.SwiftRunArguments arguments, System.Threading.CancellationToken cancellationToken) => new(Swift.SwiftRunResult.Off());

                internal static SmtpGen.Runtime.ServerSession Begin(Library.Post.PostHandler letters) =>
                    new Swift.SwiftSession(new Errands(letters), new Swift.SwiftOptions());
            }
            """);

        Assert.Empty(project.Diagnostics());
    }

    [Fact]
    public void An_edit_of_the_projects_protocol_reads_no_shipped_file_again()
    {
        var after = Generation.Run([.. s_shipped, s_own]).Edit(s_own, s_own.Replace("Off\"", "Gone\""));

        Assert.Single(after.Reasons(TrackingNames.ReadSpec), reason => reason != IncrementalStepRunReason.Cached);
        Assert.Single(after.Reasons(TrackingNames.ParseSpec), reason => reason != IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void What_is_wrong_in_a_shipped_file_is_not_the_projects_concern()
    {
        var odd = Shipped(s_post.Replace("reply taken 250 2.0.0", "reply unused 250 2.0.0 \"Unused\"\n    reply taken 250 2.0.0"));

        Assert.Empty(Findings(s_shipped[0], odd, s_own));
    }

    [Fact]
    public void What_the_project_breaks_in_a_shipped_file_is_reported_where_it_extends_it()
    {
        var breaking = s_own.Replace("/// Runs an errand.", "remove reply noted\n");

        string finding = Assert.Single(Findings(s_shipped[0], s_shipped[1], breaking));
        Assert.StartsWith("/own/Swift.protocol(2,24): error SGP00", finding);
        Assert.Contains("What is changed here makes Post.protocol(", finding);
    }

    private static SpecText Shipped(SpecText spec) => new("/shipped" + spec.Path, spec.Text) { CompiledInto = "Library" };

    private static IEnumerable<string> Findings(params IEnumerable<SpecText> files) => Specification
        .Compile(files.Select(file => SpecFile.Parse(new SourceText(file.Path, file.Text)) with { CompiledInto = file.CompiledInto }), [])
        .Diagnostics.Select(finding => finding.ToString());
}
