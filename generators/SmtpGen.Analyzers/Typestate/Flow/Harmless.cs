using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
            || (IsPlainCollection(method.ContainingType) && call.Arguments.All(argument => IsPlainValue(argument.Value.Type)))
            || (method.IsStatic && IsOfFramework(method.ContainingType) && !method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate));
    }

    /// <summary>Whether an object is made that does nothing but keep what it is given.</summary>
    public static bool OnlyKeeps(IObjectCreationOperation creation)
    {
        if (creation.Arguments.Any(argument => argument.Parameter?.Type.TypeKind is TypeKind.Delegate or TypeKind.Interface))
            return false;
        for (var type = creation.Type as INamedTypeSymbol; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            if (!IsOfFramework(type) && (type.Locations.Any(location => location.IsInMetadata) || type.DeclaringSyntaxReferences.Any(part => RunsCode(part.GetSyntax()))))
                return false;
        }

        return true;
    }

    // Whether making an object of a type calls anything.
    private static bool RunsCode(SyntaxNode type) => type.ChildNodes()
        .Any(member => member is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
            && accessors.Any(accessor => accessor.Keyword.Text != "get" && (accessor.Body is not null || accessor.ExpressionBody is not null)))
        || type.ChildNodes()
        .Where(member => member is ConstructorDeclarationSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax or EventFieldDeclarationSyntax or BaseListSyntax)
        .Where(member => member is not MemberDeclarationSyntax { } declared || !declared.Modifiers.Any(SyntaxKind.StaticKeyword))
        .SelectMany(member => member is PropertyDeclarationSyntax property ? property.Initializer?.DescendantNodes() ?? [] : member.DescendantNodes())
        .Any(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or AwaitExpressionSyntax
            or AssignmentExpressionSyntax { Left: not IdentifierNameSyntax } or MemberAccessExpressionSyntax or BinaryExpressionSyntax or InterpolatedStringExpressionSyntax or PrimaryConstructorBaseTypeSyntax);

    /// <summary>
    /// Whether reading or writing a property runs no code that the project has written out: what is only declared, and what
    /// others have compiled, is taken to give what it holds.
    /// </summary>
    public static bool OnlyHolds(IPropertySymbol property) => property.Locations.All(location => location.IsInMetadata)
        || property.IsAbstract
        || property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>Whether an operation that is not a call runs code that the project may have written.</summary>
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

    // Text and lists run nothing of the project but what their elements are compared and shown with.
    private static bool IsPlainCollection(INamedTypeSymbol type) => IsOfFramework(type)
        && type.Name is "StringBuilder" or "String" or "List" or "Queue" or "Stack" or "Dictionary" or "HashSet" or "Stopwatch"
        && type.TypeArguments.All(argument => argument.SpecialType != SpecialType.None);

    private static bool IsPlainValue(ITypeSymbol? type) => type is null or { SpecialType: not (SpecialType.None or SpecialType.System_Object) } or { TypeKind: TypeKind.Enum };

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name == "System" && type.Locations.All(location => location.IsInMetadata);
    }
}
