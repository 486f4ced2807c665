using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <content>What variables hold.</content>
internal sealed partial class Evaluator
{
    private KnownValue? Assign(ISimpleAssignmentOperation assignment)
    {
        var target = assignment.Target;
        if (target is not (ILocalReferenceOperation or IParameterReferenceOperation or IDiscardOperation or IFlowCaptureReferenceOperation))
            Run(target);
        var value = Run(assignment.Value);
        if (target is IDiscardOperation)
            return value;
        (ISymbol Symbol, ITypeSymbol? Type)[] variables = [.. targets.Of(target)];
        if (variables is [var variable])
            return Store(variable.Symbol, variable.Type, value);
        Forget(variables);
        Escape(value);
        return value is ClientValue or NewClientValue ? null : value;
    }

    private KnownValue? Assign(ICompoundAssignmentOperation assignment)
    {
        var before = Run(assignment.Target);
        var operand = Run(assignment.Value);
        var value = AsTruth(operand);
        Escape(before);
        Escape(operand);
        if (Harmless.RunsOtherCode(assignment))
            Now = Now.AfterOtherCode();
        (ISymbol Symbol, ITypeSymbol? Type)[] variables = [.. targets.Of(assignment.Target)];
        if (variables is not [var target])
        {
            Forget(variables);
            return HintValue.Of(before, operand);
        }

        // The target is read first; what was known of it then is as known now as long as the value does not change it.
        bool isSame = assignment.OperatorMethod is null && AsTruth(before) is not null && !assignment.Value.DescendantsAndSelf()
            .Any(inner => Means(inner, target.Symbol));
        var combined = isSame ? Truths.Combine(Now, assignment.OperatorKind, Now.ValueOf(target.Symbol), value) : null;
        return Store(target.Symbol, target.Type, combined ?? HintValue.Of(before, operand));
    }

    private bool Means(IOperation operation, ISymbol variable) =>
        targets.Of(operation).Any(target => SymbolEqualityComparer.Default.Equals(target.Symbol, variable));

    // What follows from a reply is soon forgotten; a truth is kept beyond the next action.
    private KnownValue? Lasting(KnownValue? value, ITypeSymbol? type) =>
        value is FeatureValue && type?.SpecialType == SpecialType.System_Boolean ? AsTruth(value) : value;

    // Returns the value that the assignment itself has.
    private KnownValue? Store(ISymbol variable, ITypeSymbol? type, KnownValue? value)
    {
        if (Types.TableOf(type) is not { } table)
        {
            Escape(value);
            value = Lasting(value, type);
            bool isKept = value is ReplyValue or FeatureValue or TestValue or TruthValue or HintValue && scope.ChangesInSight(variable);
            Now = Now.With(variable, isKept ? value : null);
            return value;
        }

        if (!scope.Owns(variable))
        {
            Escape(value);
            return null;
        }

        // A variable that assigns itself holds what it held.
        if (value is ClientValue same && SymbolEqualityComparer.Default.Equals(same.Variable, variable))
            return value;
        Escape(value);
        var session = value switch
        {
            NewClientValue made => made.Session,
            NullValue => Session.Nothing(table),
            ClientValue => Session.Unknown(table, Sight.Escaped),
            _ => Session.Unknown(table, Sight.Shared),
        };
        bool isCaptured = Now.Find(variable)?.Sight == Sight.Captured;
        Now = Now.Replace(variable, isCaptured ? session.Lose(Sight.Captured) : session);
        return new ClientValue(variable);
    }
}
