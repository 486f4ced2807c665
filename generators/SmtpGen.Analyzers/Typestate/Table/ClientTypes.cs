using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SmtpGen.Analyzers.Typestate.Table;

/// <summary>
/// What the attributes of a client library say: which types are clients, which methods are actions, and what a parameter asks
/// for. The tables are read from source and from compiled libraries alike, once a compilation.
/// </summary>
internal sealed class ClientTypes(Compilation compilation)
{
    private const string Namespace = "SmtpGen.Runtime.";

    private readonly INamedTypeSymbol? _client = compilation.GetTypeByMetadataName(Namespace + "ProtocolClientAttribute");
    private readonly INamedTypeSymbol? _model = compilation.GetTypeByMetadataName(Namespace + "ProtocolModelAttribute");
    private readonly INamedTypeSymbol? _action = compilation.GetTypeByMetadataName(Namespace + "ProtocolActionAttribute");
    private readonly INamedTypeSymbol? _requires = compilation.GetTypeByMetadataName(Namespace + "RequiresStateAttribute");
    private readonly INamedTypeSymbol? _ensures = compilation.GetTypeByMetadataName(Namespace + "EnsuresStateAttribute");
    private readonly ConcurrentDictionary<ITypeSymbol, ClientTable?> _tables = new(SymbolEqualityComparer.Default);

    /// <summary>The type of replies.</summary>
    public INamedTypeSymbol? Reply { get; } = compilation.GetTypeByMetadataName(Namespace + "Client.ClientReply");

    /// <summary>Names of the client classes and of their actions; empty where no library with clients is referenced.</summary>
    public ImmutableHashSet<string> Names { get; private set; } = [];

    /// <summary>What is known of the clients that a compilation can use.</summary>
    public static ClientTypes Of(Compilation compilation)
    {
        var types = new ClientTypes(compilation);
        types.Names = [.. types.Libraries(compilation).SelectMany(library => types.NamesIn(library.GlobalNamespace))];
        return types;
    }

    /// <summary>The table of a client's type; null for other types.</summary>
    public ClientTable? TableOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } named ? _tables.GetOrAdd(named, ReadTable) : null;

    /// <summary>The action that a method takes; null: none.</summary>
    public string? ActionOf(IMethodSymbol method) => Word(method, _action);

    /// <summary>The states that a parameter asks for; null: it says nothing.</summary>
    public ImmutableHashSet<int>? RequiredBy(IParameterSymbol parameter) => States(parameter, _requires);

    /// <summary>The states in which a method leaves an argument; null: it says nothing.</summary>
    public ImmutableHashSet<int>? EnsuredBy(IParameterSymbol parameter) => States(parameter, _ensures);

    /// <summary>The states of the client that a method returns; null: it says nothing.</summary>
    public ImmutableHashSet<int>? EnsuredByReturn(IMethodSymbol method, ClientTable table) => States(method.OriginalDefinition.GetReturnTypeAttributes(), table, _ensures);

    /// <summary>Whether a type is a reply.</summary>
    public bool IsReply(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, Reply))
                return true;
        }

        return false;
    }

    private IEnumerable<IAssemblySymbol> Libraries(Compilation compilation)
    {
        if (_client is null || _model is null)
            return [];
        string runtime = _model.ContainingAssembly.Name;
        return compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assembly.Name == runtime || assembly.Modules.Any(module => module.ReferencedAssemblies.Any(name => name.Name == runtime)))
            .Append(compilation.Assembly)
            .Where(assembly => assembly.GetAttributes().Any(attribute => Is(attribute, _model)));
    }

    private IEnumerable<string> NamesIn(INamespaceSymbol space)
    {
        foreach (var type in space.GetTypeMembers())
        {
            if (!type.GetAttributes().Any(attribute => Is(attribute, _client)))
                continue;
            yield return type.Name;
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => ActionOf(method) is not null))
                yield return method.Name;
        }

        foreach (string name in space.GetNamespaceMembers().SelectMany(NamesIn))
            yield return name;
    }

    private ClientTable? ReadTable(ITypeSymbol type)
    {
        if (Word(type, _client) is not { } protocol)
            return null;
        var model = type.ContainingAssembly.GetAttributes()
            .FirstOrDefault(attribute => Is(attribute, _model) && attribute.ConstructorArguments is [{ Value: string name }, _] && name == protocol);
        return model?.ConstructorArguments[1].Value is string text ? TableReader.Read(text) : null;
    }

    // A state of the server is also each of those in which the client waits to send what a reply asked for. Other names, such as that
    // of a group of states, stand for any state.
    private ImmutableHashSet<int>? States(IParameterSymbol parameter, INamedTypeSymbol? contract) =>
        TableOf(parameter.Type) is { } table ? States(parameter.OriginalDefinition.GetAttributes(), table, contract) : null;

    private static ImmutableHashSet<int>? States(ImmutableArray<AttributeData> attributes, ClientTable table, INamedTypeSymbol? contract)
    {
        var attribute = attributes.FirstOrDefault(attribute => Is(attribute, contract));
        if (attribute?.ConstructorArguments is not [{ Kind: TypedConstantKind.Array, IsNull: false } list])
            return null;
        string?[] names = [.. list.Values.Select(NameOf)];
        if (names.Any(name => !table.HasState(name)))
            return [.. Enumerable.Range(0, table.States.Length)];
        return [.. Enumerable.Range(0, table.States.Length).Where(state => names.Contains(table.ServerState(state)))];
    }

    private static string? NameOf(TypedConstant constant) => constant.Value as string ?? constant.Type?.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value))?.Name;

    private static string? Word(ISymbol symbol, INamedTypeSymbol? kind) => symbol.OriginalDefinition.GetAttributes()
        .FirstOrDefault(attribute => Is(attribute, kind))?.ConstructorArguments is [{ Value: string word }] ? word : null;

    private static bool Is(AttributeData attribute, INamedTypeSymbol? kind) =>
        kind is not null && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, kind);
}
