namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>What a truth says of a client.</summary>
/// <param name="WhenTrue">The outcomes with which it may be true.</param>
/// <param name="WhenFalse">The outcomes with which it may be false.</param>
internal sealed record Split(OutcomeSet WhenTrue, OutcomeSet WhenFalse)
{
    /// <summary>What it says when the client has taken another action.</summary>
    public Split After(string action) => new(
        WhenTrue.Universe.After(WhenTrue, action), WhenFalse.Universe.After(WhenFalse, action));

    /// <summary>What it says when only some outcomes are left.</summary>
    public Split Within(OutcomeSet outcomes) => new(WhenTrue.Intersect(outcomes), WhenFalse.Intersect(outcomes));

    /// <summary>What it says where either of two may be meant.</summary>
    public Split Join(Split other) => new(WhenTrue.Union(other.WhenTrue), WhenFalse.Union(other.WhenFalse));

    public bool Equals(Split? other) => other is not null && WhenTrue.SetEquals(other.WhenTrue) && WhenFalse.SetEquals(other.WhenFalse);

    public override int GetHashCode() => 0;
}
