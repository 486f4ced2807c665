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

    /// <summary>The generated handler that a class derives from; null: it is no handler.</summary>
    public INamedTypeSymbol? HandlerOf(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is { SpecialType: SpecialType.None }; ancestor = ancestor.BaseType)
        {
            if (ancestor.Name.EndsWith("Handler", StringComparison.Ordinal)
                && TablesOf(ancestor).ContainsKey(ancestor.Name.Substring(0, ancestor.Name.Length - "Handler".Length)))
                return ancestor;
        }

        return null;
    }

    /// <summary>Whether a type is the answer of a handler.</summary>
    public bool IsResult(ITypeSymbol type) => type.Name.EndsWith("Result", StringComparison.Ordinal) && !TablesOf(type).IsEmpty;

    /// <summary>The codes of a declared reply, which protocols may see differently.</summary>
    public IEnumerable<int> CodesOf(ITypeSymbol result, string reply) => TablesOf(result).Values.Select(table => table.CodeOf(reply)).OfType<int>();

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
