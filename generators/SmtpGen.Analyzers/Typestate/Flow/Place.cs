using Microsoft.CodeAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Something that holds a client: a variable, a field or property of this object or of a type, or one of what another place holds.</summary>
/// <param name="symbol">The variable, field or property.</param>
/// <param name="owner">The place with the object that it belongs to; null for a variable, for this object, and for a type.</param>
internal sealed class Place(ISymbol symbol, Place? owner = null) : IEquatable<Place>
{
    /// <summary>The variable, field or property.</summary>
    public ISymbol Symbol { get; } = symbol;

    /// <summary>The place with the object that it belongs to.</summary>
    public Place? Owner { get; } = owner;

    /// <summary>The variable, field or property that it is reached from.</summary>
    public ISymbol Root => Owner?.Root ?? Symbol;

    /// <summary>As code writes it.</summary>
    public string Name => Owner is null ? Symbol.Name : $"{Owner.Name}.{Symbol.Name}";

    /// <summary>Whether it is a variable, and no part of an object.</summary>
    public bool IsVariable => Symbol is ILocalSymbol or IParameterSymbol && Owner is null;

    /// <summary>Whether it is a part of this object.</summary>
    public bool IsOfThis => Owner is null ? Symbol is not (ILocalSymbol or IParameterSymbol) && !Symbol.IsStatic : Owner.IsOfThis;

    /// <summary>The type of a variable, field or property.</summary>
    public static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    /// <summary>Whether it is another place, or is reached through it.</summary>
    public bool IsWithin(Place other) => Equals(other) || Owner?.IsWithin(other) == true;

    /// <inheritdoc/>
    public bool Equals(Place? other) => other is not null && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && Equals(Owner, other.Owner);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Place);

    /// <inheritdoc/>
    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Symbol);
}
