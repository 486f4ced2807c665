using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Whether a pattern fits a value, given how the action ended.</summary>
internal static class PatternMatch
{
    public static Possibility Fits(ClientTable table, Outcome outcome, KnownValue? value, IPatternOperation pattern) => pattern switch
    {
        IDiscardPatternOperation => Possibility.Yes,
        INegatedPatternOperation negated => Fits(table, outcome, value, negated.Pattern).Not(),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both =>
            Fits(table, outcome, value, both.LeftPattern).And(Fits(table, outcome, value, both.RightPattern)),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either =>
            Fits(table, outcome, value, either.LeftPattern).Or(Fits(table, outcome, value, either.RightPattern)),
        IConstantPatternOperation constant => Is(table, outcome, value, BinaryOperatorKind.Equals, constant.Value),
        IRelationalPatternOperation relation => Is(table, outcome, value, relation.OperatorKind, relation.Value),
        IDeclarationPatternOperation declaration => declaration.MatchesNull ? Possibility.Yes : IsOf(pattern, declaration.MatchedType, value),
        ITypePatternOperation type => IsOf(pattern, type.MatchedType, value),
        IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true } recursive => recursive.PropertySubpatterns.Aggregate(
            IsOf(pattern, recursive.MatchedType, value),
            (fits, part) => fits.And(Fits(table, outcome, Property(value, part), part.Pattern))),
        _ => Possibility.Maybe,
    };

    /// <summary>The value of the property that a part of a pattern looks at.</summary>
    public static KnownValue? Property(KnownValue? value, IPropertySubpatternOperation part) =>
        part.Member is IPropertyReferenceOperation { Property: var property } ? Property(value, property) : null;

    /// <summary>The value of a property of a reply or client.</summary>
    public static KnownValue? Property(KnownValue? value, IPropertySymbol property) => value switch
    {
        ReplyValue reply when Feature.OfReply(property.Name) is { } feature => new FeatureValue(reply.Variable, feature),
        ClientValue client when Feature.OfClient(property) is { } feature => new FeatureValue(client.Variable, feature),
        _ => null,
    };

    private static Possibility Is(ClientTable table, Outcome outcome, KnownValue? value, BinaryOperatorKind comparison, IOperation constant) => value switch
    {
        FeatureValue feature => feature.Feature.Is(table, outcome, comparison, Constants.Of(constant)),
        ReplyValue when constant.ConstantValue is { HasValue: true, Value: null } => Possibility.No,
        _ => Possibility.Maybe,
    };

    private static Possibility IsOf(IPatternOperation pattern, ITypeSymbol? type, KnownValue? value)
    {
        if (value is not (ReplyValue or FeatureValue))
            return Possibility.Maybe;
        bool isSame = type is null || SymbolEqualityComparer.Default.Equals(type, pattern.InputType);
        return isSame ? Possibility.Yes : Possibility.Maybe;
    }
}
