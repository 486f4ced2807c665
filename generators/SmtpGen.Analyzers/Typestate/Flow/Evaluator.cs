using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>
/// Follows operations in the order in which they run. A client that gets to a place which is not known here has escaped, so
/// that everything that is forgotten makes the analysis silent.
/// </summary>
internal sealed partial class Evaluator(FunctionScope scope, CaptureTargets targets, Knowledge now, IFindings? findings)
{
    /// <summary>What is known now.</summary>
    public Knowledge Now { get; private set; } = now;

    private ClientTypes Types => scope.Types;

    /// <summary>Runs an operation; the value is null where nothing is known of it.</summary>
    public KnownValue? Run(IOperation operation)
    {
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: bool truth } }:
                return new TruthValue(truth);
            case ILocalReferenceOperation local:
                return Variable(local.Local, local.Type);
            case IParameterReferenceOperation parameter:
                return Variable(parameter.Parameter, parameter.Type);
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
                Capture(scope.UsedBy(lambda.Syntax));
                return null;
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

    private KnownValue? Variable(ISymbol variable, ITypeSymbol? type)
    {
        if (Types.TableOf(type) is { } table)
        {
            if (!scope.Owns(variable))
                return null;
            if (Now.Find(variable) is null)
                Now = Now.With(variable, Session.Unknown(table, Sight.Shared));
            return new ClientValue(variable);
        }

        return Now.ValueOf(variable);
    }

    private KnownValue? Convert(IConversionOperation conversion)
    {
        var value = Run(conversion.Operand);
        if (value is ClientValue or NewClientValue or ReplyValue or NullValue)
            return value;
        bool isSame = conversion.Conversion.IsIdentity || SymbolEqualityComparer.Default.Equals(conversion.Type, conversion.Operand.Type);
        return isSame ? value : HintValue.Of(value);
    }

    private KnownValue? Await(IAwaitOperation awaiting)
    {
        var value = Run(awaiting.Operation);
        if (value is ReplyValue)
            return value;
        Escape(value);

        // A call that was awaited has said already what other code it runs.
        if (awaiting.Operation is not IInvocationOperation)
            Now = Now.AfterOtherCode();
        return null;
    }

    private KnownValue? Create(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
            Escape(Run(argument.Value));
        foreach (var argument in creation.Arguments)
            AfterReference(argument);
        Now = Now.AfterOtherCode();
        return Types.TableOf(creation.Type) is { } table ? new NewClientValue(Session.Begin(table)) : null;
    }

    private KnownValue? Property(IPropertyReferenceOperation property)
    {
        foreach (var argument in property.Arguments)
            Escape(Run(argument.Value));
        var owner = property.Instance is null ? null : Run(property.Instance);
        if (owner is ClientValue && !Harmless.GivesNoAccess(property.Property))
            Escape(owner);
        if (!Harmless.OnlyHolds(property.Property))
            Now = Now.AfterOtherCode();
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
            Now = Now.AfterOtherCode();
        switch (operation)
        {
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction }:
                Capture(scope.UsedByLocalFunctions);
                break;
            case IIncrementOrDecrementOperation increment:
                Forget(targets.Of(increment.Target));
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                Forget(targets.Of(deconstruction.Target));
                break;
            case IDeclarationExpressionOperation:
                Forget(targets.Of(operation));
                break;
            case { Kind: var kind } when OperationKinds.IsUnknown(kind):
                Capture(operation.DescendantsAndSelf().SelectMany(inner => targets.Of(inner)).Select(variable => variable.Symbol));
                Now = Now.AfterOtherCode();
                break;
        }

        return hint;
    }

    private void Forget(IEnumerable<(ISymbol Symbol, ITypeSymbol? Type)> variables)
    {
        foreach (var (symbol, type) in variables.ToList())
            Store(symbol, type, null);
    }

    private void Escape(KnownValue? value) => Now = Now.Escape(value);

    private void Capture(IEnumerable<ISymbol> variables)
    {
        foreach (var variable in variables)
        {
            if (Now.Find(variable) is not null)
                Now = Now.Escape(new ClientValue(variable), Sight.Captured);
            else if (VariableType(variable) is { } type && Types.TableOf(type) is { } table)
                Now = Now.With(variable, Session.Unknown(table, Sight.Captured));
        }
    }

    private static ITypeSymbol? VariableType(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };
}
