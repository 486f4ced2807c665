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
