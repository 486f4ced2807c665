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
        (Place Place, ITypeSymbol? Type)[] targets = [.. places.Written(target)];
        if (targets.Length == 0 && target is not (IDiscardOperation or IFlowCaptureReferenceOperation))
            Run(target);
        var value = Run(assignment.Value);
        if (target is IPropertyReferenceOperation { Property: var property } && !Harmless.OnlyHolds(property))
            OtherCode();
        if (target is IDiscardOperation)
            return value;
        ForgetMembers(target, targets.Length == 1 ? targets[0].Place : null);
        if (targets is [var only])
            return Store(only.Place, only.Type, value);
        Forget(target);
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
            OtherCode();
        (Place Place, ITypeSymbol? Type)[] targets = [.. places.Written(assignment.Target)];
        if (targets is not [var target])
        {
            Forget(assignment.Target);
            return HintValue.Of(before, operand);
        }

        // The target is read first; what was known of it then is as known now as long as the value does not change it.
        bool isSame = assignment.OperatorMethod is null && AsTruth(before) is not null && !assignment.Value.DescendantsAndSelf()
            .Any(inner => Means(inner, target.Place));
        var combined = isSame ? Truths.Combine(Now, assignment.OperatorKind, Now.ValueOf(target.Place), value) : null;
        return Store(target.Place, target.Type, combined ?? HintValue.Of(before, operand));
    }

    private bool Means(IOperation operation, Place variable) => places.Written(operation).Any(target => target.Place.Equals(variable));

    // What follows from a reply is soon forgotten; a truth is kept beyond the next action.
    private KnownValue? Lasting(KnownValue? value, ITypeSymbol? type) =>
        value is FeatureValue && type?.SpecialType == SpecialType.System_Boolean ? AsTruth(value) : value;

    // Returns the value that the assignment itself has.
    private KnownValue? Store(Place place, ITypeSymbol? type, KnownValue? value)
    {
        // What was reached through the object before is not reached any more.
        Now = Now.Without(other => other.Owner?.IsWithin(place) == true);
        if (Types.TableOf(type) is not { } table)
        {
            Escape(value is TaskValue ? null : value);
            value = Lasting(value, type);
            bool isKept = place.IsVariable && scope.ChangesInSight(place.Symbol)
                && value is ReplyValue or FeatureValue or TestValue or TruthValue or HintValue or TaskValue;
            if (!isKept && value is TaskValue task)
                Escape(task);
            Now = Now.With(place, isKept ? value : null);
            return value;
        }

        if (place.IsVariable && !scope.Follows(place.Symbol))
        {
            Escape(value);
            return null;
        }

        if (value is ClientValue same && Now.Find(same.Variable) is not null)
            return Keep(place, same);
        var session = value switch
        {
            NewClientValue made => made.Session,
            NullValue => Session.Nothing(table),
            _ => Session.Unknown(table, Sight.Shared),
        };
        Now = Now.Replace(place, scope.IsShared(place) ? session.Share() : session);
        return new ClientValue(place);
    }

    // A place that outlives a variable has the client then, and the variable what the place has.
    private ClientValue Keep(Place place, ClientValue value)
    {
        if (value.Variable.Equals(place))
            return value;
        if (scope.IsShared(place) && !scope.IsShared(value.Variable))
        {
            Now = Now.Move(value.Variable, place);
            return new ClientValue(place);
        }

        Now = Now.Alias(place, value);
        return value;
    }
}
