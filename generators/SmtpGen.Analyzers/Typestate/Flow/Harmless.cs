using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>What neither keeps nor uses a client.</summary>
internal static class Harmless
{
    /// <summary>Whether a call only looks at whether its argument is there, or awaits its disposal elsewhere.</summary>
    public static bool KeepsNoArgument(IMethodSymbol method) => method.Name switch
    {
        "ThrowIfNull" => method.ContainingType.Name == "ArgumentNullException",
        "ReferenceEquals" => method.ContainingType.SpecialType == SpecialType.System_Object,
        "ConfigureAwait" => Awaiting.PassesOn(method),
        _ => false,
    };

    /// <summary>Whether a call runs nothing but the framework's own code.</summary>
    public static bool RunsNoOtherCode(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        return Awaiting.PassesOn(method)
            || (method.IsStatic && IsOfFramework(method.ContainingType) && !method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate));
    }

    /// <summary>
    /// Whether reading or writing a property runs no code that the project has written out: what is only declared, and what
    /// others have compiled, is taken to give what it holds.
    /// </summary>
    public static bool OnlyHolds(IPropertySymbol property) => property.Locations.All(location => location.IsInMetadata)
        || property.IsAbstract
        || property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>Whether an operation that is no call runs code that the project may have written.</summary>
    public static bool RunsOtherCode(IOperation operation) => operation switch
    {
        IConversionOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null } => true,
        IBinaryOperation binary => binary.OperatorMethod is not null
            || (binary.Type?.SpecialType == SpecialType.System_String && !(IsPlainInText(binary.LeftOperand) && IsPlainInText(binary.RightOperand))),
        ICompoundAssignmentOperation compound => compound.OperatorMethod is not null
            || (compound.Type?.SpecialType == SpecialType.System_String && !IsPlainInText(compound.Value)),
        IIncrementOrDecrementOperation { OperatorMethod: not null } => true,
        IReturnOperation or IDynamicInvocationOperation or IFunctionPointerInvocationOperation or IEventAssignmentOperation => true,
        IDeconstructionAssignmentOperation { Value.Type.IsTupleType: not true } => true,
        IInterpolationOperation { Expression: var shown } => !IsPlainInText(shown),
        _ => false,
    };

    /// <summary>Whether turning a value into text runs nothing but the framework's own code.</summary>
    public static bool IsPlainInText(IOperation value)
    {
        var type = value is IConversionOperation { OperatorMethod: null } conversion ? conversion.Operand.Type : value.Type;
        return type is null or { SpecialType: not (SpecialType.None or SpecialType.System_Object) } or { TypeKind: TypeKind.Enum }
            || (type is INamedTypeSymbol { TypeKind: not TypeKind.Interface } named && IsOfFramework(named));
    }

    /// <summary>Whether what a property of a client gives cannot be used to change the session.</summary>
    public static bool GivesNoAccess(IPropertySymbol property) =>
        property.Type.IsValueType || property.Type.SpecialType == SpecialType.System_String || property.Type.Name == "ServerCapabilities";

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name == "System" && type.Locations.All(location => location.IsInMetadata);
    }
}
