namespace SmtpGen.Language.Grammar;

/// <summary>What a <see cref="Bound"/> measures.</summary>
public enum BoundKind
{
    /// <summary>Length of a match in octets.</summary>
    Octets,

    /// <summary>Value of a match read as a decimal number.</summary>
    Value,

    /// <summary>Number of matches of another rule inside a match.</summary>
    Count,
}

/// <summary>
/// A limit that ABNF cannot say, such as "Local-part at most 64 octets" (RFC 5321 Section 4.5.3.1.1). It holds for every
/// match of the rule, not only for the last one.
/// </summary>
/// <param name="Rule">Name of the bounded rule.</param>
/// <param name="Kind">What is measured.</param>
/// <param name="Max">The greatest measure that is still right.</param>
/// <param name="CountedRule">The rule whose matches are counted; only for <see cref="BoundKind.Count"/>.</param>
public sealed record Bound(string Rule, BoundKind Kind, int Max, string? CountedRule = null)
{
    /// <summary>The bound as a specification says it.</summary>
    public override string ToString() => Kind switch
    {
        BoundKind.Octets => $"{Rule} at most {Max} octets",
        BoundKind.Value => $"{Rule} at most value {Max}",
        _ => $"{Rule} at most {Max} {CountedRule}",
    };
}
