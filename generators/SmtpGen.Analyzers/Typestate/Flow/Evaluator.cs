using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>
/// Follows operations in the order in which they run. A client that gets to a place which is not known here has escaped, so
/// that everything that is forgotten makes the analysis silent.
/// </summary>
internal sealed partial class Evaluator(FunctionScope scope, Places places, Callees callees, Knowledge now, IFindings? findings)
{
    /// <summary>What is known now.</summary>
    public Knowledge Now { get; private set; } = now;

    /// <summary>Is told what is known wherever a refusal may be thrown as an exception.</summary>
    public Action<Knowledge>? Refused { get; init; }

    private ClientTypes Types => scope.Types;

    /// <summary>Runs an operation; the value is null where nothing is known of it.</summary>
    public KnownValue? Run(IOperation operation)
    {
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: bool truth } }:
                return new TruthValue(truth);
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return Variable(operation);
            case IFieldReferenceOperation field:
                return Field(field);
            case IFlowCaptureReferenceOperation reference:
                return Now.ValueOf(reference.Id);
            case IFlowCaptureOperation capture:
                var captured = Lasting(Run(capture.Value), capture.Value.Type);
                Now = Now.With(capture.Id, captured);
                return null;
            case IExpressionStatementOperation statement:
                Run(statement.Operation);
                return null;
            case IParenthesizedOperation parenthesized:
                return Run(parenthesized.Operand);
            case IConversionOperation { OperatorMethod: not null } or IBinaryOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null }:
                return Other(operation);
            case IConversionOperation conversion:
                return Convert(conversion);
            case IAwaitOperation awaiting:
                return Await(awaiting);
            case IInvocationOperation call:
                return Call(call);
            case IObjectCreationOperation creation:
                return Create(creation);
            case IPropertyReferenceOperation property:
                return Property(property);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment);
            case IFlowAnonymousFunctionOperation lambda:
                return HandOut(lambda, scope.UsedBy(lambda.Symbol));
            case IIsNullOperation test:
                Run(test.Operand);
                return null;
            case IIsTypeOperation test:
                Run(test.ValueOperand);
                return null;
            case IIsPatternOperation test:
                return Match(test);
            case ICompoundAssignmentOperation compound:
                return Assign(compound);
            case IBinaryOperation binary:
                return Compare(binary);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Truths.Not(AsTruth(Run(not.Operand)));
            case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                return new NullValue();
            default:
                return Other(operation);
        }
    }

    /// <summary>A value as a condition.</summary>
    public KnownValue? AsTruth(KnownValue? value) => value switch
    {
        TestValue or TruthValue => value,
        FeatureValue feature => Test(feature, (table, outcome) => feature.Feature.Is(table, outcome, BinaryOperatorKind.Equals, true)),
        _ => null,
    };

    private KnownValue? Variable(IOperation operation)
    {
        if (places.Of(operation) is not { } place || (place.IsVariable && !scope.Follows(place.Symbol)))
            return null;
        if (Types.TableOf(operation.Type) is not { } table)
            return place.IsVariable ? Now.ValueOf(place) : null;
        if (Now.ValueOf(place) is ClientValue alias && Now.Find(alias.Variable) is not null)
            return alias;
        if (Now.Find(place) is null)
            Now = Now.Put(place, Session.Unknown(table, Sight.Shared));
        return new ClientValue(place);
    }

    private KnownValue? Field(IFieldReferenceOperation field)
    {
        if (Types.TableOf(field.Type) is not null && places.Of(field) is not null)
            return Variable(field);
        return Other(field);
    }

    private KnownValue? Convert(IConversionOperation conversion)
    {
        var value = Run(conversion.Operand);
        if (value is ClientValue or NewClientValue or ReplyValue or NullValue or TaskValue)
            return value;
        bool isSame = conversion.Conversion.IsIdentity || SymbolEqualityComparer.Default.Equals(conversion.Type, conversion.Operand.Type);
        return isSame ? value : HintValue.Of(value);
    }

    private KnownValue? Await(IAwaitOperation awaiting)
    {
        var value = Run(awaiting.Operation);
        if (value is TaskValue task)
            return Complete(task);
        Escape(value);

        // A call that was awaited has said already what other code it runs.
        if (awaiting.Operation is not IInvocationOperation)
            OtherCode();
        return null;
    }

    private KnownValue? Create(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
            Escape(Run(argument.Value));
        foreach (var argument in creation.Arguments)
            AfterReference(argument);
        if (Types.TableOf(creation.Type) is { } table)
            return new NewClientValue(Session.Begin(table));
        if (!Harmless.OnlyKeeps(creation))
            OtherCode();
        return null;
    }

    private KnownValue? Property(IPropertyReferenceOperation property)
    {
        foreach (var argument in property.Arguments)
            Escape(Run(argument.Value));
        if (Types.TableOf(property.Type) is not null && places.Of(property) is not null)
            return Variable(property);
        if (Types.TableOf(property.Type) is not null && callees.Run(property, new CallSite(Now, scope, places.Graph, null)) is { } got)
        {
            Now = got.Now;
            return got.Result;
        }

        var owner = property.Instance is null ? null : Run(property.Instance);
        if (owner is TaskValue task && property.Property.Name == "Result")
            return Complete(task);
        if (owner is ClientValue && !Harmless.GivesNoAccess(property.Property))
            Escape(owner);
        if (!Harmless.OnlyHolds(property.Property))
            OtherCode();
        return PatternMatch.Property(owner, property.Property) ?? (owner is ClientValue ? null : HintValue.Of(owner));
    }

    private HintValue? Other(IOperation operation)
    {
        HintValue? hint = null;
        foreach (var child in operation.ChildOperations)
        {
            var value = Run(child);
            Escape(value);
            hint = HintValue.Of(hint, value);
        }

        if (Harmless.RunsOtherCode(operation))
            OtherCode();
        switch (operation)
        {
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction }:
                HandOut(operation, scope.UsedByLocalFunctions);
                break;
            case IIncrementOrDecrementOperation increment:
                Forget(increment.Target);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                Forget(deconstruction.Target);
                break;
            case IDeclarationExpressionOperation:
                Forget(operation);
                break;
            case { Kind: var kind } when OperationKinds.IsUnknown(kind):
                foreach (var inner in operation.DescendantsAndSelf().ToList())
                    Forget(inner);
                OtherCode();

                // Nobody knows what is meant, such as by a call with a name that is not there yet.
                foreach (var client in Now.Clients.ToList())
                    Escape(new ClientValue(client));
                break;
        }

        return hint;
    }

    private void Forget(IOperation target)
    {
        ForgetMembers(target, null);
        foreach (var (place, type) in places.Written(target).ToList())
            Store(place, type, null);
    }

    // Another object with such a member may be the same.
    private void ForgetMembers(IOperation target, Place? except)
    {
        foreach (var member in places.MembersWritten(target).ToList())
            Now = Now.Without(place => SymbolEqualityComparer.Default.Equals(place.Symbol, member) && !place.Equals(except));
    }

    private void Escape(KnownValue? value) => Now = Now.Escape(value);

    // Code that gets a function may run it at any time; a variable only holds it until somebody calls it.
    private KnownValue? HandOut(IOperation function, IEnumerable<ISymbol> used)
    {
        var holder = function.Parent;
        while (holder is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
            holder = holder.Parent;
        if (holder is IAssignmentOperation { Target: ILocalReferenceOperation } or IFlowCaptureOperation)
            return null;
        foreach (var symbol in used)
        {
            var place = new Place(symbol);
            Escape(Now.ValueOf(place));
            if (Now.Find(place) is null && Types.TableOf(Place.TypeOf(symbol)) is { } table)
                Now = Now.Put(place, Session.Unknown(table, Sight.Escaped));
            Escape(new ClientValue(place));
        }

        return null;
    }

    private void OtherCode()
    {
        Now = Now.AfterOtherCode(scope);
        Refused?.Invoke(Now);
    }
}
