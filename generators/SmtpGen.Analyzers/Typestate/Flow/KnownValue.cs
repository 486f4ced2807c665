using Microsoft.CodeAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>What is known of a value in code.</summary>
/// <param name="Client">The variable with the client that it belongs to; null for a client that is in no variable yet.</param>
internal abstract record KnownValue(ISymbol? Client)
{
    /// <summary>The value on one of two ways; null: nothing is known.</summary>
    public virtual KnownValue? Join(KnownValue other) => Equals(other) ? this : null;
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

/// <summary>A truth, and the outcomes with which it comes together.</summary>
/// <param name="Variable">The client's variable.</param>
/// <param name="WhenTrue">The outcomes with which it may be true.</param>
/// <param name="WhenFalse">The outcomes with which it may be false.</param>
internal sealed record TestValue(ISymbol Variable, OutcomeSet WhenTrue, OutcomeSet WhenFalse) : KnownValue(Variable)
{
    public override KnownValue? Join(KnownValue other) =>
        other is TestValue test && SymbolEqualityComparer.Default.Equals(Variable, test.Variable)
            ? new TestValue(Variable, WhenTrue.Union(test.WhenTrue), WhenFalse.Union(test.WhenFalse))
            : null;

    public bool Equals(TestValue? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(Variable, other.Variable)
        && WhenTrue.SetEquals(other.WhenTrue) && WhenFalse.SetEquals(other.WhenFalse);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Variable);
}
