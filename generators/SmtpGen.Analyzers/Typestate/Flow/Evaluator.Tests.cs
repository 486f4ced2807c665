using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <content>Comparisons and patterns over what is known of a reply.</content>
internal sealed partial class Evaluator
{
    private KnownValue? Match(IIsPatternOperation test)
    {
        var value = Run(test.Value);
        Declare(test.Pattern, value);
        if (value is TestValue or TruthValue)
            return Match(value, test.Pattern) ?? HintValue.Of(value);
        return value is HintValue ? value : Test(value, (table, outcome) => PatternMatch.Fits(table, outcome, value, test.Pattern));
    }

    private KnownValue? Compare(IBinaryOperation binary)
    {
        if (binary.OperatorKind is BinaryOperatorKind.And or BinaryOperatorKind.Or)
            return CombineBoth(binary);
        return CompareBoth(binary);
    }

    private KnownValue? CompareBoth(IBinaryOperation binary)
    {
        var left = Run(binary.LeftOperand);
        var right = Run(binary.RightOperand);
        if (binary is { OperatorKind: BinaryOperatorKind.Divide, RightOperand.ConstantValue: { HasValue: true, Value: 100 } }
            && left is FeatureValue { Feature: CodeFeature { Divisor: 1 } } code)
            return code with { Feature = new CodeFeature(100) };
        if (binary.Type?.SpecialType == SpecialType.System_String)
            return Concatenate(binary) ?? HintValue.Of(left, right);
        if (Equal(binary.OperatorKind, left, right) is { } equal)
            return equal;
        if (left is FeatureValue feature)
            return Compare(feature, binary.OperatorKind, binary.RightOperand) ?? (KnownValue?)HintValue.Of(left, right);
        return (right is FeatureValue mirrored ? Compare(mirrored, Constants.Exchange(binary.OperatorKind), binary.LeftOperand) : null)
            ?? (KnownValue?)HintValue.Of(left, right);
    }

    // What the right operand does to a client makes worthless what the left one said of it.
    private KnownValue? CombineBoth(IBinaryOperation binary)
    {
        var first = Run(binary.LeftOperand);
        var left = AsTruth(first);
        var before = Now;
        var second = Run(binary.RightOperand);
        var right = AsTruth(second);
        if (left is TestValue test)
        {
            left = test.Splits.Keys.Where(client => !ReferenceEquals(before.Find(client), Now.Find(client)))
                .Aggregate((KnownValue?)test, (truth, client) => truth?.Without(client));
        }

        var hint = HintValue.Of(left is null ? first : null, right is null ? second : null);
        return hint ?? Truths.Combine(Now, binary.OperatorKind, left, right);
    }

    private KnownValue? Concatenate(IBinaryOperation binary)
    {
        if (Harmless.RunsOtherCode(binary))
            OtherCode();
        return null;
    }

    private TestValue? Compare(FeatureValue feature, BinaryOperatorKind comparison, IOperation constant) =>
        Constants.Of(constant) is { } value ? Test(feature, (table, outcome) => feature.Feature.Is(table, outcome, comparison, value)) : null;

    private TestValue? Test(KnownValue? value, Func<ClientTable, Outcome, Possibility> holds)
    {
        if (value is not { Client: { } variable } || Now.Find(variable) is not { } session)
            return null;
        return TestValue.Of(
            variable,
            session.Outcomes.Where(outcome => holds(session.Table, outcome) != Possibility.No),
            session.Outcomes.Where(outcome => holds(session.Table, outcome) != Possibility.Yes));
    }

    private static KnownValue? Match(KnownValue? truth, IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => Truths.Not(Match(truth, negated.Pattern)),
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool expected } } => expected ? truth : Truths.Not(truth),
        _ => null,
    };

    private static KnownValue? Equal(BinaryOperatorKind comparison, KnownValue? left, KnownValue? right)
    {
        if (comparison is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals))
            return null;
        var equal = (left, right) switch
        {
            (TestValue or TruthValue, TruthValue known) => known.Truth ? left : Truths.Not(left),
            (TruthValue known, TestValue) => known.Truth ? right : Truths.Not(right),
            _ => null,
        };
        return comparison == BinaryOperatorKind.Equals ? equal : Truths.Not(equal);
    }

    // A pattern may give a name to what it fits.
    private void Declare(IPatternOperation pattern, KnownValue? value)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local }:
                Store(new Place(local), local.Type, value);
                break;
            case IRecursivePatternOperation recursive:
                if (recursive.DeclaredSymbol is ILocalSymbol named)
                    Store(new Place(named), named.Type, value);
                if (recursive.DeconstructSymbol is not null)
                    OtherCode();
                foreach (var part in recursive.PropertySubpatterns)
                {
                    if (part.Member is IPropertyReferenceOperation { Property: var read } && !Harmless.OnlyHolds(read))
                        OtherCode();
                    if (part.Member is IPropertyReferenceOperation { Property: var property } && value is ClientValue && !Harmless.GivesNoAccess(property))
                        Escape(value);
                    Declare(part.Pattern, PatternMatch.Property(value, part));
                }

                foreach (var part in recursive.DeconstructionSubpatterns)
                    Declare(part, null);
                break;
            default:
                foreach (var part in pattern.ChildOperations.OfType<IPatternOperation>())
                    Declare(part, value);
                break;
        }
    }
}
