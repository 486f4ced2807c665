using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Handlers;

/// <summary>The protocols for which handlers can be written, from the attributes of their library.</summary>
internal sealed class ServedProtocols(INamedTypeSymbol model)
{
    private readonly ConcurrentDictionary<IAssemblySymbol, ImmutableDictionary<string, ClientTable>> _tables = new(SymbolEqualityComparer.Default);

    /// <summary>The protocols of a compilation; null where it cannot know any.</summary>
    public static ServedProtocols? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("SmtpGen.Runtime.ProtocolModelAttribute") is { } model ? new ServedProtocols(model) : null;

    /// <summary>The generated handler that a class derives from; null: it is not a handler.</summary>
    public INamedTypeSymbol? HandlerOf(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is { SpecialType: SpecialType.None }; ancestor = ancestor.BaseType)
        {
            if (IsHandler(ancestor))
                return ancestor;
        }

        return null;
    }

    /// <summary>Whether a type is the answer of a handler.</summary>
    public bool IsResult(ITypeSymbol type) => type.Name.EndsWith("Result", StringComparison.Ordinal) && !TablesOf(type).IsEmpty;

    /// <summary>Whether a type is a generated struct that holds one of the declared replies, and by default none.</summary>
    public bool IsChoice(ITypeSymbol? type) => type is { IsValueType: true } && IsResult(type)
        && type.GetMembers("IsDefault").Any(member => member is IPropertySymbol { Type.SpecialType: SpecialType.System_Boolean })
        && type.GetMembers("Reply").OfType<IPropertySymbol>().Any(reply => reply.Type.Name is var name && name.EndsWith("Reply", StringComparison.Ordinal)
            && TablesOf(type).ContainsKey(name.Substring(0, name.Length - "Reply".Length)));

    /// <summary>
    /// Whether a method overrides one that answers clients: a generated decision, or a method of a class of a library that stands on one.
    /// What a project's own classes mean by their methods is theirs to say.
    /// </summary>
    public bool IsDecision(IMethodSymbol method)
    {
        var declared = method;
        while (declared.OverriddenMethod is { } overridden)
            declared = overridden;
        return IsHandler(declared.ContainingType)
            || (!SymbolEqualityComparer.Default.Equals(declared.ContainingAssembly, method.ContainingAssembly) && HandlerOf(declared.ContainingType) is not null);
    }

    /// <summary>The codes of a declared reply, which protocols may see differently.</summary>
    public IEnumerable<int> CodesOf(ITypeSymbol result, string reply) => TablesOf(result).Values.Select(table => table.CodeOf(reply)).OfType<int>();

    private bool IsHandler(INamedTypeSymbol type) => type.Name.EndsWith("Handler", StringComparison.Ordinal)
        && TablesOf(type).ContainsKey(type.Name.Substring(0, type.Name.Length - "Handler".Length));

    private ImmutableDictionary<string, ClientTable> TablesOf(ITypeSymbol type) => type.ContainingAssembly is { } assembly
        ? _tables.GetOrAdd(assembly, Read)
        : ImmutableDictionary<string, ClientTable>.Empty;

    private ImmutableDictionary<string, ClientTable> Read(IAssemblySymbol assembly)
    {
        var tables = ImmutableDictionary.CreateBuilder<string, ClientTable>(StringComparer.Ordinal);
        foreach (var attribute in assembly.GetAttributes().Where(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, model)))
        {
            if (attribute.ConstructorArguments is [{ Value: string protocol }, { Value: string text }] && TableReader.Read(text) is { } table)
                tables[protocol] = table;
        }

        return tables.ToImmutable();
    }
}
