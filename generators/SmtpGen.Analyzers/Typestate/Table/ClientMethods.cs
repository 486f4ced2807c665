using Microsoft.CodeAnalysis;

namespace SmtpGen.Analyzers.Typestate.Table;

/// <summary>What the methods of a client ask for.</summary>
/// <param name="client">Its type.</param>
internal sealed class ClientMethods(ITypeSymbol? client)
{
    private readonly Dictionary<string, IMethodSymbol> _methods = (client?.GetMembers().OfType<IMethodSymbol>() ?? [])
        .Select(method => (Method: method, Action: ActionOf(method)))
        .Where(pair => pair.Action is not null)
        .GroupBy(pair => pair.Action!)
        .ToDictionary(pairs => pairs.Key, pairs => pairs.First().Method, StringComparer.Ordinal);

    /// <summary>Whether an action can be taken without any argument.</summary>
    public bool NeedsNothing(string action) => _methods.TryGetValue(action, out var method) && method.Parameters.All(parameter => parameter.IsOptional);

    /// <summary>Whether an action sends no octets that come from elsewhere, such as a message or a part of it.</summary>
    public bool IsWithoutContent(string action) => _methods.TryGetValue(action, out var method) && !method.Parameters.Any(parameter => IsContent(parameter.Type));

    private static bool IsContent(ITypeSymbol type) => type is { Name: "Stream", ContainingNamespace.Name: "IO" } or { Name: "ReadOnlyMemory" };

    private static string? ActionOf(IMethodSymbol method) => method.GetAttributes()
        .FirstOrDefault(attribute => attribute.AttributeClass?.Name == "ProtocolActionAttribute")?.ConstructorArguments is [{ Value: string action }] ? action : null;
}
