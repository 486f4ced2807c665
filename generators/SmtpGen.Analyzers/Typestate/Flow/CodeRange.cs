using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>The codes that a reply may have.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
internal readonly record struct CodeRange(int Low, int High)
{
    /// <summary>Nothing is known.</summary>
    public static CodeRange Any { get; } = new(0, 999);

    /// <summary>The refusals for now, and those for good.</summary>
    public static ImmutableArray<CodeRange> Refusals { get; } = [new(400, 499), new(500, 599)];

    /// <summary>One code.</summary>
    public static CodeRange Exactly(int code) => new(code, code);

    /// <summary>The codes with the same first digit.</summary>
    public static CodeRange ClassOf(int code) => new(code / 100 * 100, (code / 100 * 100) + 99);

    /// <summary>What is left of the codes in a division.</summary>
    public CodeRange DividedBy(int divisor) => new(Low / divisor, High / divisor);

    /// <summary>Whether all codes, or some, lie in another range.</summary>
    public Possibility In(int low, int high)
    {
        if (Low >= low && High <= high)
            return Possibility.Yes;
        return High < low || Low > high ? Possibility.No : Possibility.Maybe;
    }

    /// <summary>Whether a comparison holds.</summary>
    public Possibility Is(BinaryOperatorKind comparison, int value) => comparison switch
    {
        BinaryOperatorKind.Equals => In(value, value),
        BinaryOperatorKind.NotEquals => In(value, value).Not(),
        BinaryOperatorKind.LessThan => In(int.MinValue, value - 1),
        BinaryOperatorKind.LessThanOrEqual => In(int.MinValue, value),
        BinaryOperatorKind.GreaterThan => In(value + 1, int.MaxValue),
        BinaryOperatorKind.GreaterThanOrEqual => In(value, int.MaxValue),
        _ => Possibility.Maybe,
    };
}
