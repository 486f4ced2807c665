using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>What is known of a value in code.</summary>
/// <param name="Client">The variable with the client that it belongs to; null for a client that is in no variable yet.</param>
internal abstract record KnownValue(Place? Client)
{
    /// <summary>The value on one of two ways; null: nothing is known.</summary>
    public virtual KnownValue? Join(KnownValue other) => Equals(other) ? this : null;

    /// <summary>What is left of the value when nothing that was known of a client holds; null: nothing.</summary>
    public virtual KnownValue? Without(Place client) => Equals(Client, client) ? null : this;

    /// <summary>The value, when only some outcomes are left of a client.</summary>
    public virtual KnownValue Within(Place client, OutcomeSet outcomes) => this;

    /// <summary>What is left of the value when a client has taken an action and goes on; null: nothing.</summary>
    public virtual KnownValue? After(Place client, string action) => Without(client);
}

/// <summary>A client.</summary>
internal sealed record ClientValue(Place Variable) : KnownValue(Variable);

/// <summary>A client that was just made.</summary>
internal sealed record NewClientValue(Session Session) : KnownValue((Place?)null);

/// <summary>No object.</summary>
internal sealed record NullValue() : KnownValue((Place?)null);

/// <summary>The reply to the last action of a client.</summary>
internal sealed record ReplyValue(Place Variable) : KnownValue(Variable);

/// <summary>A number, word or truth that follows from how the last action of a client ended.</summary>
internal sealed record FeatureValue(Place Variable, Feature Feature) : KnownValue(Variable);

/// <summary>A truth that is known.</summary>
internal sealed record TruthValue(bool Truth) : KnownValue((Place?)null);

/// <summary>
/// Something that follows from how clients are doing, in a way that is not understood: code that asks for it may know more than the
/// analysis, which knows nothing of these clients from there on.
/// </summary>
internal sealed record HintValue(ImmutableHashSet<Place> Variables) : KnownValue((Place?)null)
{
    /// <summary>What follows from two values; null: nothing does.</summary>
    public static HintValue? Of(KnownValue? value, KnownValue? other = null)
    {
        var variables = VariablesOf(value).Union(VariablesOf(other));
        return variables.IsEmpty ? null : new HintValue(variables);
    }

    /// <inheritdoc/>
    public override KnownValue? Without(Place client) =>
        !Variables.Contains(client) ? this : Variables.Count == 1 ? null : new HintValue(Variables.Remove(client));

    /// <inheritdoc/>
    public override KnownValue? After(Place client, string action) => this;

    public bool Equals(HintValue? other) => other is not null && Variables.SetEquals(other.Variables);

    public override int GetHashCode() => Variables.Count;

    private static ImmutableHashSet<Place> VariablesOf(KnownValue? value) => value switch
    {
        HintValue hint => hint.Variables,
        TestValue test => [.. test.Splits.Keys],
        FeatureValue or ReplyValue => [value.Client!],
        _ => [],
    };
}

/// <summary>A task that is not awaited yet.</summary>
/// <param name="Started">The actions that end with it.</param>
/// <param name="Result">What it ends with.</param>
internal sealed record TaskValue(ImmutableList<StartedAction> Started, KnownValue? Result) : KnownValue((Place?)null)
{
    /// <inheritdoc/>
    public override KnownValue Within(Place client, OutcomeSet outcomes) => Result is null ? this : this with { Result = Result.Within(client, outcomes) };

    public bool Equals(TaskValue? other) => other is not null && Started.SequenceEqual(other.Started) && Equals(Result, other.Result);

    public override int GetHashCode() => Started.Count;
}

/// <summary>An action that was begun, and whose reply nobody has waited for.</summary>
/// <param name="Client">The client.</param>
/// <param name="Call">The call.</param>
/// <param name="After">What is known of the client when it has ended.</param>
internal sealed record StartedAction(Place Client, SyntaxNode Call, Session After);
