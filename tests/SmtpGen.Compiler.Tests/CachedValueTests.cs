using Microsoft.CodeAnalysis;
using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Tests;

public class CachedValueTests
{
    private static readonly Type[] s_forbidden =
        [typeof(ISymbol), typeof(Compilation), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Location), typeof(Diagnostic)];

    [Fact]
    public void No_step_keeps_anything_of_a_compilation_alive()
    {
        var steps = Generation.Run(Repository.ReadProtocols()).Result.TrackedSteps;
        object[] values = [.. steps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs).Select(output => output.Value)];

        object[] kept = [.. ObjectGraph.Walk(values)];

        Assert.Contains(kept, item => item is ReplyModel);
        Assert.DoesNotContain(kept, IsForbidden);
    }

    [Fact]
    public void The_walk_looks_into_structs_arrays_and_private_fields()
    {
        object hidden = new Lazy<(int, object)[]>([(1, Location.None)]);

        Assert.Contains(ObjectGraph.Walk(hidden), IsForbidden);
    }

    private static bool IsForbidden(object item) => s_forbidden.Any(type => type.IsInstanceOfType(item));
}
