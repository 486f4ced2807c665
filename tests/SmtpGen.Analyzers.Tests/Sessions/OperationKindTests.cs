using System.Reflection;
using Microsoft.CodeAnalysis;
using SmtpGen.Analyzers.Typestate.Flow;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>The kinds of operations that the analyzer knows.</summary>
public class OperationKindTests
{
    [Fact]
    public void Every_kind_of_operation_stands_in_one_list()
    {
        var known = new[] { OperationKinds.Followed, OperationKinds.OfParts, OperationKinds.Lowered, OperationKinds.Unknown };
        var kinds = typeof(OperationKind).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.GetCustomAttribute<ObsoleteAttribute>() is null)
            .Select(field => (OperationKind)field.GetRawConstantValue()!);
        foreach (var kind in kinds.Distinct())
            Assert.True(known.Count(list => list.Contains(kind)) == 1, $"{kind} stands in {known.Count(list => list.Contains(kind))} lists");
    }
}
