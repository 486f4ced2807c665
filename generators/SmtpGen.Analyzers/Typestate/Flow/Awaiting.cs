using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Whether a call is over when the code goes on.</summary>
internal static class Awaiting
{
    /// <summary>Whether a call only passes on the task that it is made on.</summary>
    public static bool PassesOn(IMethodSymbol method) =>
        method.Name is "ConfigureAwait" or "AsTask" or "Preserve" or "GetAwaiter" or "GetResult" or "WaitAsync"
        && method.ContainingNamespace?.ToDisplayString() is "System.Threading.Tasks" or "System.Runtime.CompilerServices";

    /// <summary>Whether a call on a task returns when the task has ended well.</summary>
    public static bool Ends(IMethodSymbol method) => (method.Name == "GetResult" && PassesOn(method))
        || (method is { Name: "Wait", Parameters.IsEmpty: true } && IsTask(method.ContainingType));

    /// <summary>Whether a call makes a task that ends with all that it is given.</summary>
    public static bool AwaitsAll(IMethodSymbol method) => method is { Name: "WhenAll", Parameters.Length: 1 } && IsTask(method.ContainingType);

    /// <summary>What a task ends with; the type itself where it is none.</summary>
    public static ITypeSymbol? ResultOf(ITypeSymbol? type) => IsTask(type) ? (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault() : type;

    /// <summary>Whether the call's task is awaited on the spot, or it returns none.</summary>
    public static bool IsOver(IInvocationOperation call) => !IsTask(call.Type) || Result(call) is not null;

    /// <summary>Whether nobody looks at what the call results in.</summary>
    public static bool IsIgnored(IInvocationOperation call)
    {
        var result = Result(call) ?? call;
        return result.Parent is IExpressionStatementOperation
            || (result.Parent is ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation });
    }

    /// <summary>Whether a type is a reply, or a task that ends with one.</summary>
    public static bool YieldsReply(ITypeSymbol? type, ClientTypes types) =>
        types.IsReply(ResultOf(type));

    private static bool IsTask(ITypeSymbol? type) =>
        type is { Name: "Task" or "ValueTask" } && type.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks";

    private static IOperation? Result(IOperation task)
    {
        for (var at = task; at.Parent is { } parent; at = parent)
        {
            switch (parent)
            {
                case IAwaitOperation:
                case IInvocationOperation { TargetMethod.Name: "GetResult" } result when PassesOn(result.TargetMethod):
                case IInvocationOperation { TargetMethod: { Name: "Wait", Parameters.Length: 0 } } wait when IsTask(wait.TargetMethod.ContainingType):
                case IPropertyReferenceOperation { Property.Name: "Result" } property when IsTask(property.Property.ContainingType):
                    return parent;
                case IInvocationOperation call when call.Instance == at && PassesOn(call.TargetMethod):
                case IConversionOperation { Conversion.IsIdentity: true }:
                case IParenthesizedOperation:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }
}
