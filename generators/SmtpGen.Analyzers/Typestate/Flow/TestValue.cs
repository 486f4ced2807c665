using System.Collections.Immutable;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>
/// A truth, and the outcomes with which it comes together. It may have been learned some actions ago: what it says of the
/// outcome then is followed through the actions since.
/// </summary>
/// <param name="Splits">By variable with a client, what it says of it; of others it says nothing.</param>
internal sealed record TestValue(ImmutableDictionary<Place, Split> Splits) : KnownValue((Place?)null)
{
    /// <summary>Says nothing.</summary>
    public static TestValue Nothing { get; } = new(ImmutableDictionary<Place, Split>.Empty);

    /// <summary>A truth about one client.</summary>
    public static TestValue Of(Place variable, OutcomeSet whenTrue, OutcomeSet whenFalse) =>
        new(Nothing.Splits.Add(variable, new Split(whenTrue, whenFalse)));

    /// <summary>The opposite.</summary>
    public TestValue Not() => Select((_, split) => new Split(split.WhenFalse, split.WhenTrue));

    /// <inheritdoc/>
    public override KnownValue? Without(Place client) => Filled(Splits.Remove(client));

    /// <inheritdoc/>
    public override KnownValue? After(Place client, string action) => Splits.TryGetValue(client, out var split)
        ? new TestValue(Splits.SetItem(client, split.After(action)))
        : this;

    /// <inheritdoc/>
    public override KnownValue Within(Place client, OutcomeSet outcomes) => Splits.TryGetValue(client, out var split)
        ? new TestValue(Splits.SetItem(client, split.Within(outcomes)))
        : this;

    /// <summary>The same splits changed.</summary>
    public TestValue Select(Func<Place, Split, Split> change) =>
        new(Splits.Aggregate(Nothing.Splits, (splits, pair) => splits.Add(pair.Key, change(pair.Key, pair.Value))));

    public bool Equals(TestValue? other) => other is not null && Splits.Count == other.Splits.Count
        && Splits.All(pair => other.Splits.TryGetValue(pair.Key, out var split) && pair.Value.Equals(split));

    public override int GetHashCode() => Splits.Count;

    private TestValue? Filled(ImmutableDictionary<Place, Split> splits) =>
        splits.IsEmpty ? null : ReferenceEquals(splits, Splits) ? this : new TestValue(splits);
}
