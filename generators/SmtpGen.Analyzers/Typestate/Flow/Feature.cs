using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Something that code can ask about how an action ended.</summary>
internal abstract record Feature
{
    /// <summary>The feature that tells a property of a reply; null: it says nothing about where the reply led.</summary>
    public static Feature? OfReply(string property) => property switch
    {
        "Code" => new CodeFeature(1),
        "Kind" => new KindFeature(),
        "IsPositive" => new ClassFeature(0, 399),
        "IsIntermediate" => new ClassFeature(300, 399),
        "IsTransient" => new ClassFeature(400, 499),
        "IsPermanent" => new ClassFeature(500, 599),
        _ => null,
    };

    /// <summary>The feature that tells a property of a client; null: it says nothing about its state.</summary>
    public static Feature? OfClient(IPropertySymbol property) => property switch
    {
        { Name: "State", Type.TypeKind: TypeKind.Enum } => new StateFeature(),
        { Name: "IsClosed", Type.SpecialType: SpecialType.System_Boolean } => new ClosedFeature(),
        _ => null,
    };

    /// <summary>Whether a comparison with a constant holds.</summary>
    /// <param name="table">The protocol.</param>
    /// <param name="outcome">How the action ended.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="constant">A number or truth; for an enum the name of its member.</param>
    public abstract Possibility Is(ClientTable table, Outcome outcome, BinaryOperatorKind comparison, object? constant);

    private protected static Possibility Equal(BinaryOperatorKind comparison, Possibility isEqual) => comparison switch
    {
        BinaryOperatorKind.Equals => isEqual,
        BinaryOperatorKind.NotEquals => isEqual.Not(),
        _ => Possibility.Maybe,
    };
}

/// <summary>The code, divided by 1 or by 100.</summary>
internal sealed record CodeFeature(int Divisor) : Feature
{
    public override Possibility Is(ClientTable table, Outcome outcome, BinaryOperatorKind comparison, object? constant) =>
        constant is int value ? outcome.Codes.DividedBy(Divisor).Is(comparison, value) : Possibility.Maybe;
}

/// <summary>Whether the code lies in a range.</summary>
internal sealed record ClassFeature(int Low, int High) : Feature
{
    public override Possibility Is(ClientTable table, Outcome outcome, BinaryOperatorKind comparison, object? constant) =>
        constant is bool value
            ? Equal(comparison, value ? outcome.Codes.In(Low, High) : outcome.Codes.In(Low, High).Not())
            : Possibility.Maybe;
}

/// <summary>
/// Which declared reply it is. Replies that share a code are told apart by their enhanced status code, which servers may
/// leave out, so that the kind says no more than the code.
/// </summary>
internal sealed record KindFeature : Feature
{
    public override Possibility Is(ClientTable table, Outcome outcome, BinaryOperatorKind comparison, object? constant)
    {
        if (constant is not string name)
            return Possibility.Maybe;
        bool isExact = outcome.Codes.Low == outcome.Codes.High;
        var isEqual = table.CodeOf(name) is { } code
            ? outcome.Codes.In(code, code).And(Possibility.Maybe)
            : Possibilities.Of(!isExact).And(Possibility.Maybe);
        return Equal(comparison, isEqual);
    }
}

/// <summary>The state of the session itself.</summary>
internal sealed record StateFeature : Feature
{
    public override Possibility Is(ClientTable table, Outcome outcome, BinaryOperatorKind comparison, object? constant) =>
        constant is string name ? Equal(comparison, Possibilities.Of(table.ServerState(outcome.State) == name)) : Possibility.Maybe;
}

/// <summary>Whether the session is over.</summary>
internal sealed record ClosedFeature : Feature
{
    public override Possibility Is(ClientTable table, Outcome outcome, BinaryOperatorKind comparison, object? constant) =>
        constant is bool value ? Equal(comparison, Possibilities.Of(table.IsFinal(outcome.State) == value)) : Possibility.Maybe;
}
