namespace SmtpGen.Language.Grammar;

/// <summary>A regular expression: a pattern after its rules were put in place of their names.</summary>
/// <param name="isNullable">Whether the empty input matches.</param>
internal abstract class Expression(bool isNullable)
{
    /// <summary>Matches no input at all.</summary>
    public static Expression Nothing { get; } = new Choice([]);

    /// <summary>Matches the empty input.</summary>
    public static Expression Empty { get; } = new Sequence([]);

    /// <summary>Whether the empty input matches.</summary>
    public bool IsNullable { get; } = isNullable;

    /// <summary>The expressions one after the other.</summary>
    public static Expression InSequence(IReadOnlyList<Expression> parts)
    {
        if (parts.Contains(Nothing))
            return Nothing;

        // What is empty however often it is repeated must not be repeated.
        if (parts.Contains(Empty))
            parts = [.. parts.Where(part => part != Empty)];

        return parts.Count switch { 0 => Empty, 1 => parts[0], _ => new Sequence(parts) };
    }

    /// <summary>Any one of the expressions. Alternatives that are single octets become one set.</summary>
    public static Expression AnyOf(IEnumerable<Expression> alternatives)
    {
        var others = new List<Expression>();
        var octets = default(ByteSet);
        foreach (Expression alternative in alternatives)
        {
            if (alternative is OneOctet one)
                octets = octets.Union(one.Octets);
            else if (alternative != Nothing && !(alternative == Empty && others.Contains(Empty)))
                others.Add(alternative);
        }

        if (octets != default)
            others.Add(new OneOctet(octets));

        return others.Count switch { 0 => Nothing, 1 => others[0], _ => new Choice(others) };
    }

    /// <summary>The expression <paramref name="min"/> to <paramref name="max"/> times.</summary>
    public static Expression Repeat(Expression item, int min, int? max)
    {
        if (item == Empty || max == 0 || (item == Nothing && min == 0))
            return Empty;

        return item == Nothing || (min == 1 && max == 1) ? item : new Loop(item, min, max);
    }
}

/// <summary>One octet out of a set.</summary>
internal sealed class OneOctet(ByteSet octets) : Expression(isNullable: false)
{
    public ByteSet Octets { get; } = octets;
}

/// <summary>Expressions one after the other.</summary>
internal sealed class Sequence(IReadOnlyList<Expression> parts) : Expression(parts.All(part => part.IsNullable))
{
    public IReadOnlyList<Expression> Parts { get; } = parts;
}

/// <summary>Any one of several expressions.</summary>
internal sealed class Choice(IReadOnlyList<Expression> alternatives)
    : Expression(alternatives.Any(alternative => alternative.IsNullable))
{
    public IReadOnlyList<Expression> Alternatives { get; } = alternatives;
}

/// <summary>An expression several times.</summary>
internal sealed class Loop(Expression item, int min, int? max) : Expression(min == 0 || item.IsNullable)
{
    public Expression Item { get; } = item;

    public int Min { get; } = min;

    public int? Max { get; } = max;
}

/// <summary>An expression whose borders change slots.</summary>
/// <param name="item">The expression.</param>
/// <param name="before">What happens before its first octet.</param>
/// <param name="after">What happens after its last octet.</param>
/// <param name="digitSlot">The slot that becomes the decimal value of the octets; null when their value does not matter.</param>
internal sealed class Marked(Expression item, IReadOnlyList<Mark> before, IReadOnlyList<Mark> after, Slot? digitSlot = null)
    : Expression(item.IsNullable)
{
    public Expression Item { get; } = item;

    public IReadOnlyList<Mark> Before { get; } = before;

    public IReadOnlyList<Mark> After { get; } = after;

    public Slot? DigitSlot { get; } = digitSlot;
}
