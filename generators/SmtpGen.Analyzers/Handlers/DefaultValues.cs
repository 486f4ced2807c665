using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Handlers;

/// <summary>The default values that an expression can have, as far as it says so itself.</summary>
internal static class DefaultValues
{
    /// <summary>The expressions inside another that are its value in some case and are default values.</summary>
    public static IEnumerable<IOperation> In(IOperation? value) => value switch
    {
        IConversionOperation conversion => In(conversion.Operand),
        IConditionalOperation choice => In(choice.WhenTrue).Concat(In(choice.WhenFalse)),
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => In(arm.Value)),
        ICoalesceOperation choice => In(choice.WhenNull),
        IAwaitOperation wait => In(wait.Operation),
        IDefaultValueOperation => [value],
        IObjectCreationOperation { Arguments.Length: 0, Initializer: null, Type.IsValueType: true } => [value],
        IObjectCreationOperation { Arguments: [var argument] } task when IsTask(task.Type) && argument.Parameter?.Name == "result" => In(argument.Value),
        IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var type }, Arguments: [var argument] } when IsTask(type) => In(argument.Value),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } => In(task),
        _ => [],
    };

    /// <summary>The type itself, or what a task of it brings.</summary>
    public static ITypeSymbol? ResultOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments: [var result] } task && IsTask(task) ? result : type;

    private static bool IsTask(ITypeSymbol? type) =>
        type is { Name: "ValueTask" or "Task" } && type.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks";
}
