using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>What is known of a value in code.</summary>
/// <param name="Client">The variable with the client that it belongs to; null for a client that is in no variable yet.</param>
internal abstract record KnownValue(ISymbol? Client)
{
    /// <summary>The value on one of two ways; null: nothing is known.</summary>
    public virtual KnownValue? Join(KnownValue other) => Equals(other) ? this : null;

    /// <summary>What is left of the value when nothing that was known of a client holds; null: nothing.</summary>
    public virtual KnownValue? Without(ISymbol client) => SymbolEqualityComparer.Default.Equals(Client, client) ? null : this;

    /// <summary>The value, when only some outcomes are left of a client.</summary>
    public virtual KnownValue Within(ISymbol client, OutcomeSet outcomes) => this;

    /// <summary>What is left of the value when a client has taken an action and goes on; null: nothing.</summary>
    public virtual KnownValue? After(ISymbol client, string action) => Without(client);
}

/// <summary>A client.</summary>
internal sealed record ClientValue(ISymbol Variable) : KnownValue(Variable)
{
    // Two variables with one client each look alike to SymbolEqualityComparer only where they are the same.
    public bool Equals(ClientValue? other) => other is not null && SymbolEqualityComparer.Default.Equals(Variable, other.Variable);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Variable);
}

/// <summary>A client that was just made.</summary>
internal sealed record NewClientValue(Session Session) : KnownValue((ISymbol?)null);

/// <summary>No object.</summary>
internal sealed record NullValue() : KnownValue((ISymbol?)null);

/// <summary>The reply to the last action of a client.</summary>
internal sealed record ReplyValue(ISymbol Variable) : KnownValue(Variable);

/// <summary>A number, word or truth that follows from how the last action of a client ended.</summary>
internal sealed record FeatureValue(ISymbol Variable, Feature Feature) : KnownValue(Variable);

/// <summary>A truth that is known.</summary>
internal sealed record TruthValue(bool Truth) : KnownValue((ISymbol?)null);

/// <summary>
/// Something that follows from how clients are doing, in a way that is not understood: code that asks for it may know more than the
/// analysis, which knows nothing of these clients from there on.
/// </summary>
internal sealed record HintValue(ImmutableHashSet<ISymbol> Variables) : KnownValue((ISymbol?)null)
{
    /// <summary>What follows from two values; null: nothing does.</summary>
    public static HintValue? Of(KnownValue? value, KnownValue? other = null)
    {
        var variables = VariablesOf(value).Union(VariablesOf(other));
        return variables.IsEmpty ? null : new HintValue(variables);
    }

    /// <inheritdoc/>
    public override KnownValue? Without(ISymbol client) =>
        !Variables.Contains(client) ? this : Variables.Count == 1 ? null : new HintValue(Variables.Remove(client));

    /// <inheritdoc/>
    public override KnownValue? After(ISymbol client, string action) => this;

    public bool Equals(HintValue? other) => other is not null && Variables.SetEquals(other.Variables);

    public override int GetHashCode() => Variables.Count;

    private static ImmutableHashSet<ISymbol> VariablesOf(KnownValue? value) => value switch
    {
        HintValue hint => hint.Variables,
        TestValue test => ImmutableHashSet.CreateRange<ISymbol>(SymbolEqualityComparer.Default, test.Splits.Keys),
        FeatureValue or ReplyValue => ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default, value.Client!),
        _ => ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default),
    };
}
