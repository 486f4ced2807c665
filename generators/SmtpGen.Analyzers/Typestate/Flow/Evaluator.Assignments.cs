using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <content>What variables hold.</content>
internal sealed partial class Evaluator
{
    private KnownValue? Assign(ISimpleAssignmentOperation assignment)
    {
        var target = assignment.Target;
        if (target is not (ILocalReferenceOperation or IParameterReferenceOperation or IDiscardOperation))
            Run(target);
        var value = Run(assignment.Value);
        switch (target)
        {
            case IDiscardOperation:
                return value;
            case ILocalReferenceOperation local:
                return Store(local.Local, local.Type, value);
            case IParameterReferenceOperation parameter:
                return Store(parameter.Parameter, parameter.Type, value);
            default:
                Escape(value);
                return value is ClientValue or NewClientValue ? null : value;
        }
    }

    // Returns the value that the assignment itself has.
    private KnownValue? Store(ISymbol variable, ITypeSymbol? type, KnownValue? value)
    {
        if (Types.TableOf(type) is not { } table)
        {
            Escape(value);
            bool isKept = value is ReplyValue or FeatureValue or TestValue && scope.ChangesInSight(variable);
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
