using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <content>Calls: actions, methods with contracts, and everything else.</content>
internal sealed partial class Evaluator
{
    private KnownValue? Call(IInvocationOperation call)
    {
        var owner = call.Instance is null ? null : Run(call.Instance);
        var arguments = new List<(IArgumentOperation Argument, KnownValue? Value)>();
        foreach (var argument in call.Arguments)
            arguments.Add((argument, Run(argument.Value)));
        if (Awaiting.PassesOn(call.TargetMethod) && owner is ReplyValue)
            return owner;

        // The call goes to the client that the variable held before its arguments changed it.
        if (owner is ClientValue { Variable: var called } && call.Arguments.Any(argument => argument.Descendants().Any(inner => IsWritten(inner, called))))
        {
            Escape(owner);
            owner = null;
        }

        if (call.TargetMethod.MethodKind == MethodKind.LocalFunction)
            Capture(scope.UsedByLocalFunctions);
        bool isOver = Awaiting.IsOver(call);
        if (Types.ActionOf(call.TargetMethod) is { } action)
        {
            foreach (var (_, value) in arguments)
                Escape(value);
            return owner is ClientValue client ? Act(call, action, client.Variable, isOver) : AfterForeignAction();
        }

        if (EnsuresPositive(call.TargetMethod) && arguments is [(_, ReplyValue reply)])
        {
            var positive = Test(reply, (_, outcome) => outcome.Codes.In(0, 399));
            Now = Now.Narrow(positive, true);
            return reply;
        }

        foreach (var (argument, value) in arguments)
            HandOver(argument, value, isOver);
        if (owner is ClientValue used)
            Now = isOver ? Now.With(used.Variable, Now.Find(used.Variable)!.Forget()) : Now.Escape(used);
        if (!Harmless.RunsNoOtherCode(call) && !Types.IsReply(call.TargetMethod.ContainingType))
            Now = Now.AfterOtherCode(owner?.Client);
        return arguments.Aggregate(owner is ClientValue ? null : HintValue.Of(owner), (hint, argument) => HintValue.Of(hint, argument.Value));
    }

    private bool IsWritten(IOperation inner, ISymbol variable) => inner switch
    {
        IAssignmentOperation assignment => Means(assignment.Target, variable),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Means(argument.Value, variable),
        _ => false,
    };

    private KnownValue? Act(IInvocationOperation call, string action, ISymbol variable, bool isOver)
    {
        var session = Now.Find(variable)!;
        if (session.IsKnown && findings is not null)
            Check(call, action, variable, session, findings);
        Now = Now.AfterOtherCode(variable);
        if (!isOver || session.Sight >= Sight.Escaped)
        {
            Now = Now.Escape(new ClientValue(variable));
            return null;
        }

        // The client throws where its state refuses the action, so that behind a call that returned those are out of the question.
        Now = Now.After(variable, action, session with
        {
            Outcomes = session.Outcomes.Universe.After(session.Outcomes, action),
            Ignored = Awaiting.IsIgnored(call) ? call.Syntax : null,
        });
        return Awaiting.YieldsReply(call.Type, Types) ? new ReplyValue(variable) : null;
    }

    private static void Check(IInvocationOperation call, string action, ISymbol variable, Session session, IFindings findings)
    {
        var table = session.Table;
        var states = session.States;
        if (states.Count > 0 && !states.Any(state => table.Allows(state, action)))
            findings.Refused(call, action, variable, session);
        else if (session.Ignored is { } ignored && states.Any(state => !table.IsFinal(state) && !table.Allows(state, action)))
            findings.Depends(ignored, action);
    }

    // The client in a field or behind a call may be one of those that this method shares.
    private KnownValue? AfterForeignAction()
    {
        Now = Now.AfterOtherCode();
        return null;
    }

    private void HandOver(IArgumentOperation argument, KnownValue? value, bool isOver)
    {
        if (AfterReference(argument))
            return;
        if (value is not ClientValue { Variable: var variable } || argument.Parameter is not { } parameter)
            return;
        if (Harmless.KeepsNoArgument((IMethodSymbol)parameter.ContainingSymbol))
            return;
        var session = Now.Find(variable)!;
        var required = Types.RequiredBy(parameter);
        var ensured = Types.EnsuredBy(parameter);
        if (required is not null && session is { IsKnown: true, States.Count: > 0 } && !required.Overlaps(session.States))
            findings?.NotHandedOver(argument, parameter, variable, session, required);
        bool isContract = (required ?? ensured) is not null && isOver && session.Sight < Sight.Escaped;
        Now = !isContract ? Now.Escape(value)
            : Now.With(variable, ensured is null ? session.Forget() : session.Leave(ensured));
    }

    // Whether a variable was handed over by reference, whose value is another one now.
    private bool AfterReference(IArgumentOperation argument)
    {
        (ISymbol Symbol, ITypeSymbol? Type)[] variables = argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out } ? [.. targets.Of(argument.Value)] : [];
        Forget(variables);
        return variables.Length > 0;
    }

    private static bool EnsuresPositive(IMethodSymbol method) =>
        method.Name == "EnsurePositive" && method.ContainingNamespace?.ToDisplayString() == "SmtpGen.Runtime.Client";
}
